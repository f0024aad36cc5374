package dev.partywall.sql.guard;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Function;
import dev.partywall.sql.Catalog.Kind;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Catalog.UniqueKey;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shop's database as the guard's tests know it. */
final class ShopCatalog {

  static final Catalog CATALOG =
      new Catalog(
          "tenant_id",
          List.of("public"),
          relations().collect(Collectors.toMap(Relation::name, relation -> relation)),
          functions());

  static final GuardPolicy POLICY = new GuardPolicy(Set.of("public.touch"), Set.of());

  private ShopCatalog() {}

  private static Stream<Relation> relations() {
    return Stream.of(
        table("orders", Ownership.TENANT, "id", "tenant_id", "customer_id", "total", "note", "attrs", "parent"),
        table("customers", Ownership.TENANT, "id", "tenant_id", "name", "country"),
        table("items", Ownership.TENANT, "id", "tenant_id", "order_id"),
        table("a", Ownership.TENANT, "id", "x", "tenant_id"),
        table("t", Ownership.TENANT, "id", "tenant_id", "x"),
        table("x", Ownership.TENANT, "id", "tenant_id", "x"),
        table("c", Ownership.TENANT, "id", "tenant_id"),
        table("Orders", Ownership.TENANT, "Id", "tenant_id"),
        table("templates", Ownership.MIXED, "id", "tenant_id", "body"),
        table("country", Ownership.COMMON, "code", "name"),
        relation("other", "orders", Kind.TABLE, Ownership.TENANT, false, "id", "tenant_id"),
        relation("public", "live_orders", Kind.VIEW, Ownership.TENANT, false, "id", "tenant_id"),
        relation("public", "hidden", Kind.VIEW, Ownership.HIDDEN, false, "x"),
        relation("public", "orders_seq", Kind.SEQUENCE, Ownership.COMMON, false, "last_value"),
        relation("public", "ruled", Kind.TABLE, Ownership.TENANT, true, "id", "tenant_id"));
  }

  private static List<Function> functions() {
    return List.of(
        function("secret", 's', "plpgsql", null, Set.of(), Set.of()),
        function("touch", 'v', "plpgsql", null, Set.of(), Set.of()),
        function("count_estimate", 'i', "sql", null, Set.of(), Set.of()),
        function("odd_equal", 'i', "plpgsql", null, Set.of("==="), Set.of()),
        function("to_odd", 'i', "plpgsql", null, Set.of(), Set.of("odd")),
        function("dblink", 'v', "c", "dblink", Set.of(), Set.of()),
        function("similarity_op", 's', "c", "pg_trgm", Set.of("%"), Set.of()),
        function("digest", 'i', "c", "pgcrypto", Set.of(), Set.of()),
        function("min", 'i', "internal", "citext", Set.of(), Set.of()));
  }

  private static Relation table(String name, Ownership ownership, String... columns) {
    return relation("public", name, Kind.TABLE, ownership, false, columns);
  }

  private static Relation relation(
      String schema, String name, Kind kind, Ownership ownership, boolean rules, String... columns) {
    List<Column> typed = Arrays.stream(columns).map(column -> new Column(column, "bigint", false, false)).toList();
    TableName full = new TableName(schema, name);
    return new Relation(full, kind, ownership, typed, keys(name), Set.of(), Set.of(), rules);
  }

  private static List<UniqueKey> keys(String table) {
    return switch (table) {
      case "customers" ->
          List.of(
              new UniqueKey("customers_pkey", Set.of("tenant_id", "id"), true, true),
              new UniqueKey("customers_name", Set.of("tenant_id", "name"), false, true),
              new UniqueKey("customers_lower", Set.of("tenant_id"), false, false));
      case "items" ->
          List.of(
              new UniqueKey("items_pkey", Set.of("id"), true, true),
              new UniqueKey("items_tenant", Set.of("tenant_id", "id"), false, true),
              new UniqueKey("items_live", Set.of("tenant_id", "order_id"), false, false));
      default -> List.of();
    };
  }

  private static Function function(
      String name,
      char volatility,
      String language,
      @Nullable String extension,
      Set<String> operators,
      Set<String> castsTo) {
    return new Function("public", name, volatility, language, false, extension, operators, castsTo);
  }
}
