package dev.partywall.jdbc.internal.catalog;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Function;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Catalog.SideEffects;
import dev.partywall.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Catalog} from PostgreSQL 14 to 18, in twelve queries whatever the number of tables. */
final class CatalogReader {

  private final String discriminator;

  /**
   * @param discriminator the name of the discriminator column as the database stores it
   */
  CatalogReader(String discriminator) {
    this.discriminator = discriminator;
  }

  /**
   * A catalog, and the fingerprint that its schema had in the same moment.
   *
   * @param fingerprint as {@link Fingerprint#of} tells it
   */
  record Snapshot(Catalog catalog, String fingerprint) {}

  /**
   * Reads all user schemas, or one.
   *
   * @param connection a connection with the database's own search path, outside a transaction
   * @param label the database's name for messages
   * @param schema the tenant's schema in the schema placement, whose relations get {@link TableName#OWN_SCHEMA} for a
   *     schema; null for all user schemas under their own names
   * @throws SQLException if it cannot be read, the schema does not exist, or the server's settings make the guard
   *     unsafe
   */
  Snapshot snapshot(Connection connection, String label, @Nullable String schema) throws SQLException {
    connection.setAutoCommit(false);
    try {
      execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      ServerSettings settings = ServerSettings.read(connection, label);
      String fingerprint = Fingerprint.of(connection, schema);
      return new Snapshot(
          schema == null ? readAll(connection, settings.searchPath()) : readSchema(connection, label, schema),
          fingerprint);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Catalog readAll(Connection connection, List<String> searchPath) throws SQLException {
    CatalogQueries queries = new CatalogQueries(connection);
    Map<Long, String> schemas = queries.schemas(null);
    return catalog(queries, schemas, searchPath, queries.functions(schemas, false));
  }

  private Catalog readSchema(Connection connection, String label, String schema) throws SQLException {
    // Under this path types of the schema are shown by their names alone, which are alike for all
    // tenants.
    execute(connection, "SET LOCAL search_path TO \"" + schema.replace("\"", "\"\"") + "\"");
    CatalogQueries queries = new CatalogQueries(connection);
    Map<Long, String> schemas = queries.schemas(schema);
    if (schemas.isEmpty()) {
      throw new SQLSyntaxErrorException(
          "Database '"
              + label
              + "' has no schema '"
              + schema
              + "', or its user may not use it; create and migrate the"
              + " schema before its tenant is served",
          "3F000");
    }
    schemas.replaceAll((_, _) -> TableName.OWN_SCHEMA);
    return catalog(queries, schemas, List.of(TableName.OWN_SCHEMA), queries.functions(schemas, true));
  }

  private Catalog catalog(
      CatalogQueries queries, Map<Long, String> schemas, List<String> searchPath, List<Function> functions)
      throws SQLException {
    Relations relations = new Relations(discriminator, queries.relations(schemas));
    queries.columns(schemas, relations);
    queries.uniqueKeys(schemas, relations);
    queries.parents(discriminator, relations);
    queries.rules(schemas, relations);
    queries.viewDependencies(schemas, relations);
    Map<TableName, Relation> finished =
        relations.finish(queries.readingFunctions()).stream().collect(Collectors.toMap(Relation::name, r -> r));
    // In an order of their own, so that equal catalogs are equal.
    List<Function> sorted = functions.stream().sorted(Comparator.comparing(Function::toString)).toList();
    return new Catalog(discriminator, searchPath, finished, sorted, sideEffects(queries, schemas, relations));
  }

  private static Map<TableName, SideEffects> sideEffects(
      CatalogQueries queries, Map<Long, String> schemas, Relations relations) throws SQLException {
    Map<TableName, SideEffects> effects = new HashMap<>();
    queries.actions(
        schemas,
        (changed, follower) -> {
          TableName other = relations.name(follower);
          add(effects, relations.name(changed), other == null ? Set.of() : Set.of(other), other == null);
        });
    for (long relation : queries.writingTriggers(schemas)) {
      add(effects, relations.name(relation), Set.of(), true);
    }
    return effects;
  }

  private static void add(
      Map<TableName, SideEffects> effects, @Nullable TableName table, Set<TableName> tables, boolean unknown) {
    if (table != null) {
      effects.merge(table, new SideEffects(tables, unknown), CatalogReader::both);
    }
  }

  private static SideEffects both(SideEffects a, SideEffects b) {
    Set<TableName> tables = new HashSet<>(a.tables());
    tables.addAll(b.tables());
    return new SideEffects(tables, a.unknown() || b.unknown());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
