package dev.partywall.fleet.jobs;

import java.nio.charset.StandardCharsets;

/**
 * How what a job is about is stored. A payload that was stored by an earlier version of the application must still be
 * read by a later one, and while both run also the other way round.
 *
 * @param <P> the type of the payload
 */
public interface Payload<P> {

  /** The bytes to store; at most a few kilobytes, or jobs are slow. */
  byte[] encode(P payload);

  /**
   * Reads what {@link #encode} gave.
   *
   * @throws RuntimeException if that cannot be read; the job counts as failed then
   */
  P decode(byte[] bytes);

  /** A text. */
  static Payload<String> text() {
    return new Payload<>() {
      @Override
      public byte[] encode(String payload) {
        return payload.getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    };
  }
}
