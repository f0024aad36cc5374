package dev.partywall.fleet.internal.removal;

import dev.partywall.core.TenantId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Removes one tenant's rows from a database that it shares with others, on a connection of the tables' owner. It can be
 * done again, and goes on where it was interrupted.
 */
public final class SharedRows {

  /** So many rows are removed in one transaction, where those of a table can be removed in parts. */
  private static final int BATCH = 10_000;

  /** Triggers may put rows into tables that are empty already. */
  private static final int PASSES = 10;

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Who writes to a table holds this lock of it until its transaction ends. */
  private static final String WRITERS =
      """
      SELECT DISTINCT virtualtransaction FROM pg_locks
      WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted AND pid IS DISTINCT FROM pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND coalesce(pg_partition_root(relation)::oid, relation) = ANY (?)
      """;

  private final String discriminator;

  /**
   * @param discriminator the discriminator column, as the database stores its name
   */
  public SharedRows(String discriminator) {
    this.discriminator = discriminator;
  }

  /**
   * Removes them.
   *
   * @param connection of the owner, in auto-commit mode
   * @param others schemas that belong to single tenants
   * @return how many there were
   * @throws SQLException if rows that are not the tenant's refer to them, as one reason
   * @throws IllegalStateException if row-level security hides rows from the owner, or a trigger keeps rows
   */
  public long remove(Connection connection, TenantId tenant, Collection<String> others) throws SQLException {
    Tables tables = Tables.read(connection, discriminator, others);
    Removal removal = removal(connection, tenant);
    long removed = 0;
    List<String> left = List.of();
    for (int pass = 0; pass < PASSES; pass++) {
      for (List<Table> group : tables.groups()) {
        removed += removal.remove(group, tables);
      }
      left = removal.left(tables);
      if (left.isEmpty()) {
        return removed;
      }
    }
    throw new IllegalStateException(
        "Rows of tenant "
            + tenant
            + " in "
            + left
            + " cannot be removed, or come back; a trigger does that, or somebody writes them");
  }

  /**
   * The tables that have rows of a tenant.
   *
   * @param others schemas that belong to single tenants
   */
  public List<String> tablesWith(Connection connection, TenantId tenant, Collection<String> others)
      throws SQLException {
    return removal(connection, tenant).left(Tables.read(connection, discriminator, others));
  }

  private Removal removal(Connection connection, TenantId tenant) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return new Removal(connection, statement.enquoteIdentifier(discriminator, true) + " = ?", tenant);
    }
  }

  /**
   * Waits until those transactions have ended that write to tenants' tables now: of a process that was killed, one may
   * still be about to commit.
   *
   * @param longest how long at most; after that the caller goes on
   * @return whether all of them have ended
   */
  public boolean awaitWriters(Connection connection, Collection<String> others, Duration longest) throws SQLException {
    Long[] tables = Tables.read(connection, discriminator, others).all().stream().map(Table::oid).toArray(Long[]::new);
    long end = System.nanoTime() + longest.toNanos();
    Set<String> before = writers(connection, tables);
    while (!before.isEmpty()) {
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      before.retainAll(writers(connection, tables));
    }
    return true;
  }

  private static Set<String> writers(Connection connection, Long[] tables) throws SQLException {
    Set<String> writers = new TreeSet<>();
    Array oids = connection.createArrayOf("oid", tables);
    try (PreparedStatement statement = connection.prepareStatement(WRITERS)) {
      statement.setArray(1, oids);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          writers.add(row.getString(1));
        }
      }
    }
    return writers;
  }

  /**
   * What is done to each group.
   *
   * @param condition which rows are the tenant's, with a parameter for the tenant
   */
  private record Removal(Connection connection, String condition, TenantId tenant) {

    long remove(List<Table> group, Tables tables) throws SQLException {
      if (group.size() > 1 || tables.selfReferring().contains(group.getFirst().oid())) {
        return together(group);
      }
      long removed = 0;
      for (String part : group.getFirst().parts()) {
        removed += inBatches(part);
      }
      return removed;
    }

    /** The tables that still have rows. */
    List<String> left(Tables tables) throws SQLException {
      List<String> left = new ArrayList<>();
      for (Table table : tables.all()) {
        for (String part : table.parts()) {
          if (has(part)) {
            left.add(part);
          }
        }
      }
      return left;
    }

    private boolean has(String part) throws SQLException {
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT EXISTS (SELECT FROM ONLY " + part + " WHERE " + condition + ")")) {
        statement.setObject(1, tenant.value());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getBoolean(1);
        }
      }
    }

    /** References within the group are looked at when the statement has ended, and by then all rows are gone. */
    private long together(List<Table> group) throws SQLException {
      List<String> parts = group.stream().flatMap(table -> table.parts().stream()).toList();
      String deletes =
          IntStream.range(0, parts.size())
              .mapToObj(
                  i -> "d" + i + " AS (DELETE FROM ONLY " + parts.get(i) + " WHERE " + condition + " RETURNING 1)")
              .collect(Collectors.joining(", "));
      String counts =
          IntStream.range(0, parts.size())
              .mapToObj(i -> "(SELECT count(*) FROM d" + i + ")")
              .collect(Collectors.joining(" + "));
      try (PreparedStatement statement = connection.prepareStatement("WITH " + deletes + " SELECT " + counts)) {
        for (int i = 1; i <= parts.size(); i++) {
          statement.setObject(i, tenant.value());
        }
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    }

    private long inBatches(String part) throws SQLException {
      String sql =
          "DELETE FROM ONLY "
              + part
              + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM ONLY "
              + part
              + " WHERE "
              + condition
              + " LIMIT "
              + BATCH
              + ")) AND "
              + condition;
      long all = 0;
      int removed;
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setObject(1, tenant.value());
        statement.setObject(2, tenant.value());
        do {
          removed = statement.executeUpdate();
          all += removed;
        } while (removed == BATCH);
      }
      return all;
    }
  }
}
