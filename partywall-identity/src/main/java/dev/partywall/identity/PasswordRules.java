package dev.partywall.identity;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What passwords must be like. Their length counts; what kinds of characters they have does not.
 *
 * @param minimum the least number of characters
 * @param nameAllowed whether the user's name may be part of it
 */
public record PasswordRules(int minimum, boolean nameAllowed) {

  /** At least 10 characters, and not with the user's name in it. */
  public static final PasswordRules DEFAULT = new PasswordRules(10, false);

  /** More than that bcrypt does not look at. */
  private static final int MAXIMUM_BYTES = 72;

  /** A name so short is in many texts by chance. */
  private static final int NAME_THAT_COUNTS = 3;

  public PasswordRules {
    if (minimum < 1 || minimum > MAXIMUM_BYTES) {
      throw new IllegalArgumentException("Passwords cannot have at least " + minimum + " characters; give 1 to 72");
    }
  }

  /**
   * Checks a password.
   *
   * @throws PasswordRefusedException saying which rule it does not follow
   */
  void check(String name, String password) {
    if (password.codePointCount(0, password.length()) < minimum) {
      throw new PasswordRefusedException("it needs at least " + minimum + " characters");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
      throw new PasswordRefusedException("it takes more than " + MAXIMUM_BYTES + " bytes");
    }
    if (!nameAllowed && name.length() >= NAME_THAT_COUNTS && lower(password).contains(lower(name))) {
      throw new PasswordRefusedException("the user's name is part of it");
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
