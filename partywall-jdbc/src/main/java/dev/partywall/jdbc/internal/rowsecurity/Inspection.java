package dev.partywall.jdbc.internal.rowsecurity;

import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.RowSecurityReport;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.sql.Catalog;
import dev.partywall.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at one database, or one schema of it. */
public final class Inspection {

  private static final int WITH_INVOKER_VIEWS = 15;

  private final String discriminator;
  private final RowSecurityRoles roles;

  public Inspection(String discriminator, RowSecurityRoles roles) {
    this.discriminator = discriminator;
    this.roles = roles;
  }

  /**
   * What is not as it should be. Changes the search path of the connection to nothing but pg_catalog.
   *
   * @param catalog what the database holds
   */
  public RowSecurityReport report(Connection connection, PhysicalDatabase database, Catalog catalog)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO pg_catalog");
    }
    String login = database.login().orElse("");
    boolean views = connection.getMetaData().getDatabaseMajorVersion() >= WITH_INVOKER_VIEWS;
    Plan plan = new Plan(roles, views);
    plan.add(RoleCheck.problems(connection, roles, login));
    if (!login.isEmpty()) {
      plan.add(LoginCheck.problems(connection, login, roles));
    }
    @Nullable String schema = database.schema().orElse(null);
    Database found = Database.read(connection, discriminator, schema, roles);
    found.schemasWithoutUsage().forEach(plan::schema);
    catalog.relations().values().stream()
        .sorted(Comparator.comparing(relation -> relation.name().toString()))
        .forEach(relation -> compare(plan, relation, found, schema));
    return plan.report();
  }

  /** A relation that was dropped between the two readings needs nothing. */
  private static void compare(Plan plan, Catalog.Relation wanted, Database found, @Nullable String schema) {
    TableName name = wanted.name();
    Database.Relation there = found.relations().get(List.of(schema == null ? name.schema() : schema, name.name()));
    if (there != null) {
      plan.relation(wanted, there);
    }
  }
}
