package dev.partywall.jdbc.internal.pool;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;

/** Tells by an error what is wrong with the node that a statement was sent to. */
public final class Failures {

  private static final String READ_ONLY = "25006";

  /**
   * What a read meets on a standby and not elsewhere: a conflict with what is replayed, the standby's shutdown or
   * start, a mode that standbys do not have.
   */
  private static final Set<String> OF_STANDBYS =
      Set.of("40001", "40P01", "57P01", "57P02", "57P03", "57P05", READ_ONLY, "0A000", "53300");

  private Failures() {}

  /** Whether the server is gone, or lets nobody in at present. */
  public static boolean isUnreachable(SQLException e) {
    return hasState(e, state -> state.startsWith("08") || state.startsWith("57P") || state.equals("53300"));
  }

  /** Whether there is no server to be reached. */
  static boolean isGone(SQLException e) {
    return hasState(e, state -> state.startsWith("08"));
  }

  private static boolean hasState(SQLException e, Predicate<String> is) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
      if (state != null && is.test(state)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a read that failed on a reader may succeed on another node. */
  public static boolean mayRunElsewhere(SQLException e) {
    String state = e.getSQLState();
    return isUnreachable(e) || (state != null && OF_STANDBYS.contains(state));
  }

  /** Whether the server takes no writes. */
  public static boolean isReadOnly(SQLException e) {
    return READ_ONLY.equals(e.getSQLState());
  }
}
