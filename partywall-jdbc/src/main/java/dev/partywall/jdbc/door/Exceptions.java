package dev.partywall.jdbc.door;

import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.GuardMode;
import dev.partywall.jdbc.RefusedStatement;
import dev.partywall.jdbc.RefusedStatement.Outcome;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.guard.SqlGuard;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a statement that is not proven runs nevertheless, and remembers it. */
final class Exceptions {

  private static final Logger LOG = LoggerFactory.getLogger(Exceptions.class);

  private final GuardMode mode;
  private final Map<String, String> allowed;
  private final DoorListener listener;
  private final RefusalLog log = new RefusalLog();

  /**
   * @param allowed the reasons for statements that may run as they are written, by fingerprint
   */
  Exceptions(GuardMode mode, Map<String, String> allowed, DoorListener listener) {
    this.mode = mode;
    this.allowed = Map.copyOf(allowed);
    this.listener = listener;
    if (mode == GuardMode.REPORT) {
      LOG.warn("The guard only reports: statements run as they are written, and nothing keeps tenants apart");
    }
  }

  /** Whether statements run as they are written, proven or not. */
  boolean reportOnly() {
    return mode == GuardMode.REPORT;
  }

  /** What runs in the place of a proven statement: the statement itself, unless the guard only reports. */
  GuardedStatement proven(Tenancy tenancy, String sql, GuardedStatement guarded) {
    if (!reportOnly()) {
      return guarded;
    }
    if (!guarded.text().equals(sql)) {
      listener.asWritten(tenancy, DoorListener.AsWritten.CHANGED);
    }
    return SqlGuard.asWritten(sql);
  }

  /**
   * What runs in the place of a statement that is not proven.
   *
   * @throws PartywallException the reason, if it may not run
   */
  <X extends PartywallException> GuardedStatement unproven(@Nullable Tenancy tenancy, String sql, X reason) {
    String fingerprint = SqlGuard.fingerprint(sql);
    if (reportOnly()) {
      note(fingerprint, sql, reason, Outcome.REPORTED, "is not proven, and runs because the guard only reports");
      listener.asWritten(tenancy, DoorListener.AsWritten.REPORTED);
      return SqlGuard.asWritten(sql);
    }
    String permission = reason instanceof StatementRefusedException ? allowed.get(fingerprint) : null;
    if (permission != null) {
      note(fingerprint, sql, reason, Outcome.ALLOWED, "is not proven, and runs because it is allowed: " + permission);
      listener.asWritten(tenancy, DoorListener.AsWritten.ALLOWED);
      return SqlGuard.asWritten(sql);
    }
    log.note(fingerprint, sql, reason, Outcome.REFUSED);
    listener.refused(tenancy, reason);
    throw reason;
  }

  private void note(String fingerprint, String sql, PartywallException reason, Outcome outcome, String what) {
    RefusedStatement first = log.note(fingerprint, sql, reason, outcome);
    if (first != null) {
      LOG.warn("Statement {}, sent by {}, {}. {}", fingerprint, first.callSite(), what, reason.getMessage());
    }
  }

  List<RefusedStatement> seen() {
    return log.seen();
  }
}
