package dev.partywall.jdbc.internal.pool;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a setting of a connection's session on the server. A setting that is made in a transaction is lost
 * with its rollback.
 */
final class SessionSetting<T> {

  private @Nullable T value;
  private boolean known = true;

  /** Whether it was set in a transaction that is still open, and would take it back by a rollback. */
  private boolean tentative;

  /** Whether the session certainly has this value; null is the one that the session began with. */
  boolean is(@Nullable T other) {
    return known && Objects.equals(value, other);
  }

  boolean isKnown() {
    return known;
  }

  boolean isTentative() {
    return tentative;
  }

  /** A statement is about to set it; should that fail, nothing is known. */
  void setting() {
    known = false;
  }

  void set(@Nullable T value, boolean inTransaction) {
    this.value = value;
    known = true;
    tentative = inTransaction;
  }

  void committed() {
    tentative = false;
  }

  void rolledBack() {
    if (tentative) {
      known = false;
      tentative = false;
    }
  }

  /** A part of the transaction was rolled back, and perhaps the setting with it. */
  void rolledBackToSavepoint() {
    if (tentative) {
      known = false;
    }
  }
}
