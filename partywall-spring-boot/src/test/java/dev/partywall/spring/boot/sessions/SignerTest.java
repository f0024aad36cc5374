package dev.partywall.spring.boot.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.sessions.Signer.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Signer signer = new Signer(SECRET, InstantSource.fixed(NOW));

  @Test
  void what_was_signed_comes_back_and_fits_into_a_cookie() {
    String signed = signer.sign("position", "main=1:0/3000148,other=write-1~17", MINUTE);
    assertThat(signed).matches("[A-Za-z0-9_.-]+");
    assertThat(signer.verify("position", signed)).isEqualTo(new Verdict.Valid("main=1:0/3000148,other=write-1~17"));
  }

  @Test
  void it_counts_for_a_time_and_a_purpose_and_for_who_knows_the_secret() {
    String signed = signer.sign("position", "x", MINUTE);
    assertThat(later(MINUTE).verify("position", signed)).isEqualTo(new Verdict.Valid("x"));
    assertThat(later(MINUTE.plusSeconds(1)).verify("position", signed)).isEqualTo(new Verdict.Expired());
    assertThat(signer.verify("session", signed)).isEqualTo(new Verdict.Foreign());
    assertThat(new Signer(SECRET + "!", InstantSource.fixed(NOW)).verify("position", signed))
        .isEqualTo(new Verdict.Foreign());
    assertThat(new Signer(null, InstantSource.fixed(NOW)).verify("position", signed)).isEqualTo(new Verdict.Foreign());
  }

  private static Signer later(Duration time) {
    return new Signer(SECRET, InstantSource.fixed(NOW.plus(time)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b", "MTp4.", "..", "%%%.%%%", "MTp4.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void garbage_is_not_ours(String garbage) {
    assertThat(signer.verify("position", garbage)).isEqualTo(new Verdict.Foreign());
  }

  @Test
  void any_other_character_makes_it_foreign() {
    String signed = signer.sign("position", "main=1:0/3000148", MINUTE);
    for (int i = 0; i < signed.length() - 1; i++) { // the last one has bits that do not count
      char other = signed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = signed.substring(0, i) + other + signed.substring(i + 1);
      assertThat(signer.verify("position", changed)).as(changed).isEqualTo(new Verdict.Foreign());
    }
  }
}
