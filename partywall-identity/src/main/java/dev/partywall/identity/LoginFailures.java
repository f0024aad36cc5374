package dev.partywall.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed log-ins in the tenancy's database, so that all nodes agree. Names of which there is no user are counted
 * in the same way, and none is kept in clear.
 */
final class LoginFailures {

  private final Sql sql;
  private final Lockout lockout;
  private final InstantSource clock;

  /**
   * @param sql statements outside of the caller's transaction: a failure counts whatever becomes of that
   */
  LoginFailures(Sql sql, Lockout lockout, InstantSource clock) {
    this.sql = sql;
    this.lockout = lockout;
    this.clock = clock;
  }

  private record Row(int failures, Instant last, @Nullable Instant lockedUntil) {

    static Row read(ResultSet row) throws SQLException {
      java.sql.Timestamp until = row.getTimestamp("locked_until");
      return new Row(row.getInt("failures"), Sql.instant(row, "last_at"), until == null ? null : until.toInstant());
    }

    boolean isLocked(Instant now) {
      return lockedUntil != null && lockedUntil.isAfter(now);
    }
  }

  /** Whether this name is locked out. */
  boolean isLocked(String hash) {
    Instant now = clock.instant();
    return sql.call(statements -> find(statements, hash, "")).stream().anyMatch(row -> row.isLocked(now));
  }

  /**
   * Takes note of a right password.
   *
   * @return whether it counts: not if wrong ones have locked the name out meanwhile, so that many tries at once are no
   *     more than as many one after another
   */
  boolean accept(String hash) {
    Instant now = clock.instant();
    return sql.call(
        statements -> {
          List<Row> rows = find(statements, hash, " FOR UPDATE");
          boolean accepted = rows.stream().noneMatch(row -> row.isLocked(now));
          if (accepted && !rows.isEmpty()) {
            statements.update("DELETE FROM pw_login_failure WHERE name_hash = ?", hash);
          }
          return accepted;
        });
  }

  /** Counts a wrong password. */
  void count(String hash) {
    Instant now = clock.instant();
    if (!counted(hash, now) && !inserted(hash, now)) {
      // Another try inserted the row in between.
      boolean _ = counted(hash, now);
    }
  }

  /** Forgets what there was, as if nobody had failed. */
  void forget(String hash) {
    sql.call(statements -> statements.update("DELETE FROM pw_login_failure WHERE name_hash = ?", hash));
  }

  private boolean counted(String hash, Instant now) {
    return sql.call(
        statements -> {
          List<Row> rows = find(statements, hash, " FOR UPDATE");
          if (rows.isEmpty()) {
            return false;
          }
          Row row = rows.getFirst();
          if (row.isLocked(now)) {
            return true; // the lock has begun while this try was under way; it does not make it longer
          }
          int failures = isForgotten(row, now) ? 1 : row.failures() + 1;
          statements.update(
              "UPDATE pw_login_failure SET failures = ?, last_at = ?, locked_until = ? WHERE name_hash = ?",
              failures,
              now,
              lockout.lockedUntil(failures, now),
              hash);
          return true;
        });
  }

  private boolean isForgotten(Row row, Instant now) {
    Instant since = row.lockedUntil() == null ? row.last() : row.lockedUntil();
    return since.plus(lockout.within()).isBefore(now);
  }

  private boolean inserted(String hash, Instant now) {
    try {
      sql.<@Nullable Void>call(
          statements -> {
            insert(statements, hash, now);
            return null;
          });
      return true;
    } catch (IdentityStoreException e) {
      if (e.getCause() instanceof SQLException failure && Sql.isTaken(failure)) {
        return false;
      }
      throw e;
    }
  }

  private void insert(Sql.Statements statements, String hash, Instant now) throws SQLException {
    statements.update("DELETE FROM pw_login_failure WHERE last_at < ?", lockout.forgottenBefore(now));
    statements.update(
        "INSERT INTO pw_login_failure (id, name_hash, failures, last_at, locked_until) VALUES (?, ?, 1, ?, ?)",
        UUID.randomUUID(),
        hash,
        now,
        lockout.lockedUntil(1, now));
  }

  private static List<Row> find(Sql.Statements statements, String hash, String locking) throws SQLException {
    return statements.query(
        "SELECT failures, last_at, locked_until FROM pw_login_failure WHERE name_hash = ?" + locking, Row::read, hash);
  }
}
