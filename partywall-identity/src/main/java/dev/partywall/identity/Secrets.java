package dev.partywall.identity;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes up what nobody can guess. */
final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Without those that are taken for others when they are read out: 0 and O, 1, l and I. */
  private static final String LEGIBLE = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int PASSWORD_LENGTH = 20;

  private Secrets() {}

  /** A password, of 116 bits. */
  static String password() {
    StringBuilder password = new StringBuilder(PASSWORD_LENGTH);
    RANDOM.ints(PASSWORD_LENGTH, 0, LEGIBLE.length()).forEach(at -> password.append(LEGIBLE.charAt(at)));
    return password.toString();
  }

  /** A text that was never there before. */
  static String stamp() {
    byte[] bytes = new byte[9];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
