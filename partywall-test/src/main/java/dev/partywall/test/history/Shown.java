package dev.partywall.test.history;

/**
 * What a read saw.
 *
 * @param version the key's version
 * @param from where it was served and why, as far as known: for messages
 */
public record Shown(long version, String from) {

  /** A version, from nobody knows where. */
  public static Shown of(long version) {
    return new Shown(version, "unknown");
  }
}
