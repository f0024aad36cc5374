package dev.partywall.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of users, and how they are compared. */
final class UserNames {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}._@+-]{1,100}");

  private UserNames() {}

  /**
   * What two names have in common that mean the same user.
   *
   * @throws IllegalArgumentException if the text is no name
   */
  static String key(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A user's name has 1 to 100 letters, digits and signs of . _ @ + -, which this one has not"));
  }

  /** As {@link #key}; empty if the text is no name. */
  static Optional<String> find(String name) {
    return NAME.matcher(name).matches() ? Optional.of(fold(name)) : Optional.empty();
  }

  /** By way of capitals, so that ß and ss are the same, whichever case they come in. */
  private static String fold(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Stands for a name, or for whatever else was given as one. */
  static String hash(String name) {
    return hashOf(find(name).orElse(name));
  }

  static String hashOf(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
