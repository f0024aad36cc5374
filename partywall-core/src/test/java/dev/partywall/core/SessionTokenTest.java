package dev.partywall.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {

  private static final DatasourceName MAIN = DatasourceName.MAIN;
  private static final DatasourceName ORDERS = DatasourceName.of("orders");

  private static Position at(String text) {
    return Position.parse(text);
  }

  @Test
  void aPositionIsReadAsItIsWritten() {
    assertThat(at("1:0/3000148")).isEqualTo(new Position(1, 0x3000148L)).hasToString("1:0/3000148");
    assertThat(at("12:FFFFFFFF/FFFFFFFF")).isEqualTo(new Position(12, -1L)).hasToString("12:FFFFFFFF/FFFFFFFF");
    assertThat(at("2:a/b")).hasToString("2:A/B");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "0/1", "1:1", "0:0/1", "1:0/1 ", "-1:0/1", "1:0/123456789", "1:x/1", "99999999999:0/1"})
  void whatIsNoPositionIsRefused(String text) {
    assertThatThrownBy(() -> at(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyPositionsOfOneTimelineCoverEachOther() {
    assertThat(at("1:0/20").covers(at("1:0/10"))).isTrue();
    assertThat(at("1:0/10").covers(at("1:0/10"))).isTrue();
    assertThat(at("1:0/10").covers(at("1:0/20"))).isFalse();
    assertThat(at("2:0/20").covers(at("1:0/10"))).isFalse();
    assertThat(at("1:80000000/0").covers(at("1:7FFFFFFF/FFFFFFFF"))).isTrue();
    assertThat(Position.later(at("1:9/0"), at("2:1/0"))).isEqualTo(at("2:1/0"));
    assertThat(Position.later(at("1:80000000/0"), at("1:1/0"))).isEqualTo(at("1:80000000/0"));
  }

  @Test
  void tokensAreMergedByTheMaximumInWhateverOrder() {
    SessionToken a = SessionToken.of(MAIN, at("1:0/10"));
    SessionToken b = SessionToken.of(MAIN, at("1:0/20"));
    SessionToken c = SessionToken.of(ORDERS, at("3:0/5"));
    for (List<SessionToken> order : List.of(List.of(a, b, c), List.of(c, b, a), List.of(b, a, b, c, a))) {
      SessionToken merged = order.stream().reduce(SessionToken.NONE, SessionToken::merge);
      assertThat(merged).hasToString("main=1:0/20,orders=3:0/5");
      assertThat(SessionToken.parse(merged.toString())).isEqualTo(merged);
    }
  }

  @Test
  void thePinThatHoldsLongerWins() {
    SessionToken early = SessionToken.of(MAIN, new Pin("write-1", Instant.ofEpochMilli(1000)));
    SessionToken late = SessionToken.of(MAIN, new Pin("write-2", Instant.ofEpochMilli(2000)));
    assertThat(early.merge(late)).isEqualTo(late.merge(early)).hasToString("main=write-2~2000");
    assertThat(SessionToken.parse("main=write-2~2000")).isEqualTo(late);
    assertThat(SessionToken.parse("")).isEqualTo(SessionToken.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "main", "main=", "=1:0/1", "main=1:0/1,", "main=w~x", "m m=1:0/1"})
  void whatIsNoTokenIsRefused(String text) {
    assertThatThrownBy(() -> SessionToken.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTokenIsNotReadWithoutBound() {
    assertThatThrownBy(() -> SessionToken.parse("main=1:0/1,".repeat(1000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11000");
  }
}
