package dev.partywall.test.history;

/**
 * What a session did with a key, and when, as {@link System#nanoTime}. Operations overlap: only one that had ended when
 * the other began was before it.
 */
public sealed interface Operation {

  /** Who did it. */
  String session();

  /** What was read or written. */
  String key();

  /** The version that was seen or made. The versions of a key grow by each write. */
  long version();

  /** When it began. */
  long began();

  /** When the session knew that it had succeeded. */
  long ended();

  /** Whether this one had ended when the other began. */
  default boolean isBefore(Operation other) {
    return ended() - other.began() < 0;
  }

  /**
   * A read.
   *
   * @param from where it was served and why, as far as known: for messages
   */
  record Read(String session, String key, long version, long began, long ended, String from) implements Operation {}

  /**
   * A write that was acknowledged.
   *
   * @param number its own among all writes of a history
   */
  record Write(String session, String key, long version, long began, long ended, long number) implements Operation {}
}
