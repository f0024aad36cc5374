package dev.partywall.jdbc.internal.pool;

import org.jspecify.annotations.Nullable;

/** What is known of the session that a connection is on the server. */
final class Session {

  final DriverState driver;

  /** When it began, as {@link System#nanoTime}. */
  final long openedAt = System.nanoTime();

  /** The one schema of the search path; null for the path that the session began with. */
  final SessionSetting<String> schema = new SessionSetting<>();

  /** The role that statements run as; null for the user who logged in. */
  final SessionSetting<String> role = new SessionSetting<>();

  /** The tenant that policies compare with; null for none. */
  final SessionSetting<String> tenant = new SessionSetting<>();

  @Nullable String reportedPath;

  /** Since when nobody uses it, as {@link System#nanoTime}; without meaning while somebody does. */
  volatile long idleSince = openedAt;

  /** When the server was last known to answer, as {@link System#nanoTime}. */
  volatile long aliveAt = openedAt;

  Session(DriverState driver) {
    this.driver = driver;
    this.reportedPath = driver.searchPath();
  }

  /**
   * Whether nothing is to be set for statements of a schema and an identity.
   *
   * @param identity null where row-level security is off
   */
  boolean fits(@Nullable String schema, @Nullable Identity identity) {
    return this.schema.is(schema) && (identity == null || (role.is(identity.role()) && tenant.is(identity.tenant())));
  }

  boolean isTentative() {
    return schema.isTentative() || role.isTentative() || tenant.isTentative();
  }

  void committed() {
    schema.committed();
    role.committed();
    tenant.committed();
  }

  void rolledBack() {
    schema.rolledBack();
    role.rolledBack();
    tenant.rolledBack();
  }

  void rolledBackToSavepoint() {
    schema.rolledBackToSavepoint();
    role.rolledBackToSavepoint();
    tenant.rolledBackToSavepoint();
  }
}
