package dev.partywall.sql.guard;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import java.util.List;

/**
 * Turns a SQL text into one that stays inside its reach, or refuses it. A guard belongs to one {@link Catalog}
 * snapshot; a changed catalog is a new guard. Safe for use by many threads.
 */
public final class SqlGuard {

  private final Catalog catalog;
  private final GuardPolicy policy;

  /** A guard over a catalog snapshot, with a cache of guarded statements bounded by the weight of their texts. */
  public SqlGuard(Catalog catalog, GuardPolicy policy) {
    this.catalog = catalog;
    this.policy = policy;
  }

  /**
   * The guarded form of a statement. Computed once for a text and reach, then one map look-up.
   *
   * @param sql one statement, with JDBC's {@code ?} markers
   * @throws dev.partywall.sql.StatementRefusedException if the statement is not proven to stay inside the reach
   */
  public GuardedStatement guard(String sql, Reach reach) {
    throw new UnsupportedOperationException(catalog.discriminator() + policy + sql + reach);
  }

  /** The tables that a text seems to name, for error messages; empty if it cannot be read. Proves nothing. */
  public List<String> tablesNamed(String sql) {
    return List.of();
  }
}
