package dev.partywall.jdbc.door;

import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.RowSecurityDrift;
import dev.partywall.jdbc.RowSecurityException;
import dev.partywall.jdbc.RowSecurityReport;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.catalog.Catalogs;
import dev.partywall.jdbc.internal.rowsecurity.Inspection;
import dev.partywall.sql.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's row-level security as a second lock behind the guard: policies, roles and rights that follow from the
 * catalog. Runs on the connections of {@link PhysicalDatabase#unguarded()}, whose user owns the tables.
 */
public final class RowSecurity {

  /** One database is put right by one node at a time. */
  private static final String LOCK = "SELECT pg_advisory_lock(hashtext('partywall.row-security'))";

  private final String discriminator;
  private final RowSecurityRoles roles;
  private final Inspection inspection;

  /**
   * @param discriminator the discriminator column, as the databases store its name
   */
  public RowSecurity(String discriminator, RowSecurityRoles roles) {
    this.discriminator = discriminator;
    this.roles = roles;
    this.inspection = new Inspection(discriminator, roles);
  }

  /** The roles as which statements run. */
  public RowSecurityRoles roles() {
    return roles;
  }

  /** What is not as it should be, and the statements that put it right: before the first time, all of them. */
  public RowSecurityReport check(PhysicalDatabase database) throws SQLException {
    try (Connection connection = database.unguarded().getConnection()) {
      return inspect(connection, database);
    }
  }

  /**
   * Puts everything right. What belongs to one table changes in one transaction, and a table that is as it should be is
   * not locked.
   *
   * @return what was found and put right
   * @throws RowSecurityException if something is still wrong: the connection's user had not the right to change it
   */
  public RowSecurityReport apply(PhysicalDatabase database) throws SQLException {
    try (Connection connection = database.unguarded().getConnection()) {
      run(connection, LOCK);
      RowSecurityReport found = inspect(connection, database);
      List<SQLException> failures = new ArrayList<>();
      for (RowSecurityDrift drift : found.drifts()) {
        repair(connection, drift, failures);
      }
      if (!found.drifts().isEmpty()) {
        requireRight(database, inspect(connection, database), failures);
      }
      return found;
    }
  }

  private RowSecurityReport inspect(Connection connection, PhysicalDatabase database) throws SQLException {
    run(connection, "RESET search_path");
    Catalog catalog = Catalogs.read(connection, discriminator, database);
    return inspection.report(connection, database, catalog);
  }

  private static void repair(Connection connection, RowSecurityDrift drift, List<SQLException> failures)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      for (String statement : drift.repair()) {
        run(connection, statement);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      failures.add(e);
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void requireRight(PhysicalDatabase database, RowSecurityReport now, List<SQLException> failures) {
    if (!now.drifts().isEmpty()) {
      RowSecurityException wrong = new RowSecurityException(database.label(), now.drifts());
      failures.forEach(wrong::addSuppressed);
      throw wrong;
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
