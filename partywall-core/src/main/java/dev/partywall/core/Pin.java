package dev.partywall.core;

import java.time.Instant;

/**
 * A session's writer for a time, where a database has no positions to compare.
 *
 * @param writer the node that the session wrote to
 * @param until when the other nodes are taken to have caught up
 */
public record Pin(String writer, Instant until) {

  /** The pin that holds longer. */
  static Pin longer(Pin a, Pin b) {
    return a.until.isBefore(b.until) ? b : a;
  }
}
