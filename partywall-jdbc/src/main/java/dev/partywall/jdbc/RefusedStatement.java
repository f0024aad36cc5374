package dev.partywall.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A statement that was not proven to stay inside its tenancy.
 *
 * @param fingerprint stands for the text, also if it is written with other white space, comments or case
 * @param sql the text, as it was first seen; its beginning if it is long
 * @param code why, as {@link dev.partywall.core.PartywallException#code()}
 * @param reason the reason among those of the guard, or null if it was not the guard that refused
 * @param message why, in words
 * @param callSite where the application sent it from the first time, or null if that is not known
 * @param outcome what became of it the last time
 * @param count how often
 */
public record RefusedStatement(
    String fingerprint,
    String sql,
    String code,
    @Nullable String reason,
    String message,
    @Nullable String callSite,
    Outcome outcome,
    long count) {

  /** What became of a statement. */
  public enum Outcome {
    /** It did not run. */
    REFUSED,
    /** It ran as it was written, because the guard only reports. */
    REPORTED,
    /** It ran as it was written, because its fingerprint is allowed. */
    ALLOWED
  }
}
