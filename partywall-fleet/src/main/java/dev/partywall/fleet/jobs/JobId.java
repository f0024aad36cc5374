package dev.partywall.fleet.jobs;

import dev.partywall.core.DatasourceName;
import java.util.Objects;

/**
 * Which job it is.
 *
 * @param set the datasource set in whose database it is stored
 * @param name the name that its kind is registered by
 * @param key what tells it from the other jobs of this name and tenancy
 */
public record JobId(DatasourceName set, String name, String key) {

  private static final int MAXIMUM = 200;

  public JobId {
    Objects.requireNonNull(set, "set");
    checkName(name);
    checkKey(key);
  }

  static void checkName(String name) {
    check("name", name);
  }

  static void checkKey(String key) {
    check("key", key);
  }

  private static void check(String what, String text) {
    if (text.isBlank() || text.length() > MAXIMUM || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " of a job has 1 to "
              + MAXIMUM
              + " characters, none of them a control character; '"
              + text.substring(0, Math.min(text.length(), 20))
              + "' has "
              + text.length());
    }
  }
}
