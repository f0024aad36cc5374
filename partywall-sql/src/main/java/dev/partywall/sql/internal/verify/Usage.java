package dev.partywall.sql.internal.verify;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.TableName;
import java.util.Locale;
import java.util.Set;

/** What a text does against what it claims to do: its effect, its tables, the functions it calls. */
final class Usage {

  private static final Set<String> VOLATILE =
      Set.of("nextval", "setval", "pg_notify", "txid_current", "pg_current_xact_id");

  /** Functions that run SQL of their own, read files, or change the connection. */
  private static final Set<String> DENIED =
      Set.of(
          "query_to_xml",
          "query_to_xmlschema",
          "query_to_xml_and_xmlschema",
          "table_to_xml",
          "table_to_xmlschema",
          "table_to_xml_and_xmlschema",
          "schema_to_xml",
          "schema_to_xmlschema",
          "schema_to_xml_and_xmlschema",
          "database_to_xml",
          "database_to_xmlschema",
          "database_to_xml_and_xmlschema",
          "cursor_to_xml",
          "cursor_to_xmlschema",
          "ts_stat",
          "dblink",
          "dblink_exec",
          "pg_read_file",
          "pg_read_binary_file",
          "pg_ls_dir",
          "lo_import",
          "lo_export",
          "lo_get",
          "loread",
          "pg_terminate_backend",
          "pg_cancel_backend");

  private final GuardedStatement out;
  private final Catalog catalog;
  private final Reach reach;

  Usage(GuardedStatement out, Catalog catalog, Reach reach) {
    this.out = out;
    this.catalog = catalog;
    this.reach = reach;
  }

  void locks() {
    if (out.effect() == Effect.READ || out.effect() == Effect.SESSION) {
      throw new Unverified("it takes locks and is said to do no more than " + effect());
    }
  }

  void writes(Relation target) {
    if (out.effect() != Effect.WRITE) {
      throw new Unverified("it writes and is said to " + effect(), target.name());
    }
  }

  void table(TableName table) {
    if (!out.tables().contains(table)) {
      throw new Unverified("it names the table and does not say so", table);
    }
  }

  static boolean isDenied(String function) {
    return DENIED.contains(function.toLowerCase(Locale.ROOT));
  }

  void call(String function) {
    String name = function.toLowerCase(Locale.ROOT);
    if (isDenied(name)) {
      throw new Unverified("it calls " + name);
    }
    boolean changes =
        VOLATILE.contains(name)
            || catalog.functions().stream().anyMatch(f -> f.name().equals(function) && f.volatility() == 'v');
    if (changes && out.effect() == Effect.READ) {
      throw new Unverified("it calls " + function + ", which can write, and is said to read");
    }
  }

  void other(String keyword) {
    boolean allowed = out.effect() == Effect.SESSION || (out.effect() == Effect.DDL && reach == Reach.HOST);
    if (!allowed) {
      throw new Unverified("a statement that begins with " + keyword + " is said to " + effect());
    }
  }

  private String effect() {
    return out.effect().name().toLowerCase(Locale.ROOT);
  }
}
