package dev.partywall.spring.boot.sessions;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs texts that go to callers and come back, for a time and a purpose. */
final class Signer {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAXIMUM_TEXT = 12_000;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final InstantSource clock;

  /**
   * @param secret what nobody else knows; null for one of this process
   */
  Signer(@Nullable String secret, InstantSource clock) {
    byte[] bytes = secret == null ? random() : secret.getBytes(StandardCharsets.UTF_8);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    this.clock = clock;
  }

  private static byte[] random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** What becomes of a text that came back. */
  sealed interface Verdict {
    /** It is ours and counts. */
    record Valid(String text) implements Verdict {}

    /** It is ours and does not count any more. */
    record Expired() implements Verdict {}

    /** It is not ours, or garbled. */
    record Foreign() implements Verdict {}
  }

  /** Signs a text: letters, digits, dots, hyphens and underscores come out. */
  String sign(String purpose, String text, Duration validFor) {
    String content = clock.instant().plus(validFor).getEpochSecond() + ":" + text;
    String encoded = ENCODER.encodeToString(content.getBytes(StandardCharsets.UTF_8));
    return encoded + "." + ENCODER.encodeToString(mac(purpose, encoded));
  }

  /** Looks at what came back. */
  Verdict verify(String purpose, String signed) {
    int dot = signed.indexOf('.');
    if (dot < 0 || signed.length() > MAXIMUM_TEXT) {
      return new Verdict.Foreign();
    }
    try {
      String encoded = signed.substring(0, dot);
      byte[] given = Base64.getUrlDecoder().decode(signed.substring(dot + 1));
      return MessageDigest.isEqual(given, mac(purpose, encoded)) ? ours(encoded) : new Verdict.Foreign();
    } catch (IllegalArgumentException e) {
      return new Verdict.Foreign();
    }
  }

  private Verdict ours(String encoded) {
    String content = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    int colon = content.indexOf(':');
    Instant until = Instant.ofEpochSecond(Long.parseLong(content.substring(0, colon)));
    return clock.instant().isAfter(until) ? new Verdict.Expired() : new Verdict.Valid(content.substring(colon + 1));
  }

  private byte[] mac(String purpose, String encoded) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal((purpose + ":" + encoded).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
