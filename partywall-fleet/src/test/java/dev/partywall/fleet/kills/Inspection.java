package dev.partywall.fleet.kills;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether every tenant is whole or absent, once nothing goes on any more. Each check is a query that finds what is
 * wrong.
 */
final class Inspection {

  /** Numbers of tenants who have their data among others'. */
  private static final String SHARED =
      "(SELECT id::bigint FROM partywall.tenant WHERE placement = 'shared' AND state <> 'PURGED')";

  /** What is asked in the host's database, by what is wrong. */
  private static final Map<String, String> CHECKS = new LinkedHashMap<>();

  static {
    CHECKS.put("an operation that has not ended", "SELECT id FROM partywall.operation WHERE ended IS NULL");
    CHECKS.put(
        "an operation that ended and knows what seeders were told",
        "SELECT id FROM partywall.operation WHERE seed IS NOT NULL");
    CHECKS.put("half a tenant", "SELECT id FROM partywall.tenant WHERE state = 'CREATING'");
    CHECKS.put(
        "a tenant without the operation that made it, or made twice",
        "SELECT id FROM partywall.tenant t WHERE (SELECT count(*) FROM partywall.operation o"
            + " WHERE o.tenant = t.id AND kind = 'CREATE' AND o.state = 'DONE') <> 1");
    CHECKS.put(
        "a tenant that was made and is not there",
        "SELECT id FROM partywall.operation o WHERE kind = 'CREATE' AND state = 'DONE'"
            + " AND NOT EXISTS (SELECT FROM partywall.tenant t WHERE t.id = o.tenant)");
    CHECKS.put(
        "a tenant that was undone and is there",
        "SELECT o.id FROM partywall.operation o JOIN partywall.tenant t ON t.id = o.tenant WHERE o.state = 'UNDONE'");
    CHECKS.put(
        "a purged tenant whose purge is not done",
        "SELECT id FROM partywall.tenant t WHERE state = 'PURGED' AND (SELECT count(*) FROM partywall.operation o"
            + " WHERE o.tenant = t.id AND kind = 'PURGE' AND o.state = 'DONE') <> 1");
    CHECKS.put(
        "a domain of nobody",
        "SELECT domain FROM partywall.tenant_domain d JOIN partywall.tenant t ON t.id = d.tenant WHERE state = 'PURGED'");
    CHECKS.put("rows of a tenant that is not there", "SELECT tenant_id FROM note WHERE tenant_id NOT IN " + SHARED);
    CHECKS.put("words of a tenant that is not there", "SELECT tenant_id FROM word WHERE tenant_id NOT IN " + SHARED);
    CHECKS.put(
        "a tenant in shared tables that was not seeded exactly once",
        "SELECT id FROM "
            + SHARED
            + " s WHERE (SELECT count(*) FROM note WHERE tenant_id = s.id) <> 2"
            + " OR (SELECT count(*) FROM word WHERE tenant_id = s.id) <> 1");
    CHECKS.put(
        "jobs of a tenant that is not there",
        "SELECT owner FROM partywall.scheduled_tasks WHERE substr(owner, 2) NOT IN"
            + " (SELECT id FROM partywall.tenant WHERE state <> 'PURGED')");
    CHECKS.put(
        "a database that is half made, or half dropped",
        "SELECT name FROM partywall.prepared_database WHERE state IN ('MAKING', 'DROPPING')");
    CHECKS.put(
        "a database that is taken by nobody",
        "SELECT name FROM partywall.prepared_database p WHERE (state = 'TAKEN') <> EXISTS"
            + " (SELECT FROM partywall.tenant t WHERE t.id = p.tenant AND t.state <> 'PURGED'"
            + " AND t.datasource = p.servers || '.' || p.name)");
    CHECKS.put(
        "a tenant whose database is not known",
        "SELECT id FROM partywall.tenant t WHERE placement = 'isolated' AND state <> 'PURGED'"
            + " AND NOT EXISTS (SELECT FROM partywall.prepared_database p WHERE t.datasource = p.servers || '.' || p.name)");
    CHECKS.put(
        "a database on the server that nobody knows, or one that is known and not there",
        "SELECT coalesce(d.datname, p.name) FROM"
            + " (SELECT datname::text COLLATE \"C\" AS datname FROM pg_database WHERE starts_with(datname, '%1$s')) d"
            + " FULL JOIN partywall.prepared_database p ON p.name = d.datname WHERE d.datname IS NULL OR p.name IS NULL");
    CHECKS.put(
        "a schema that belongs to nobody, or a tenant without its schema",
        "SELECT coalesce(n.nspname, t.schema_name) FROM"
            + " (SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname, '%1$s')) n FULL JOIN"
            + " (SELECT schema_name FROM partywall.tenant WHERE placement = 'schema' AND state <> 'PURGED') t"
            + " ON t.schema_name = n.nspname WHERE n.nspname IS NULL OR t.schema_name IS NULL");
    CHECKS.put(
        "an epoch that does not count the changes in the audit trail",
        "SELECT id FROM partywall.tenant t WHERE epoch <> 1 + (SELECT count(*) FROM partywall.audit a WHERE a.tenant = t.id"
            + " AND action IN ('tenant.suspend', 'tenant.resume', 'tenant.delete', 'tenant.restore', 'tenant.purge'))");
    CHECKS.put(
        "a state that is not the last one in the audit trail",
        "SELECT id FROM partywall.tenant t WHERE state <> (SELECT CASE action WHEN 'tenant.create' THEN 'ACTIVE'"
            + " WHEN 'tenant.suspend' THEN 'SUSPENDED' WHEN 'tenant.resume' THEN 'ACTIVE' WHEN 'tenant.delete' THEN 'DELETED'"
            + " WHEN 'tenant.restore' THEN 'SUSPENDED' WHEN 'tenant.purge' THEN 'PURGED' END"
            + " FROM partywall.audit a WHERE a.tenant = t.id ORDER BY a.id DESC LIMIT 1)");
    CHECKS.put(
        "an operation that is not in the audit trail exactly once",
        "SELECT id FROM partywall.operation o WHERE (SELECT count(*) FROM partywall.audit a"
            + " WHERE a.details ->> 'operation' = o.id::text) <> 1");
    CHECKS.put(
        "a lock that is held",
        "SELECT objid FROM pg_locks WHERE locktype = 'advisory'"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    CHECKS.put("a transaction that is open", "SELECT gid FROM pg_prepared_xacts");
  }

  private final String url;
  private final String user;
  private final String password;
  private final String prefix;

  Inspection(String url, String user, String password, String prefix) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.prefix = prefix;
  }

  /** What is checked. */
  static List<String> checks() {
    List<String> checks = new ArrayList<>(CHECKS.keySet());
    checks.add("an isolated tenant or one with a schema that was not seeded exactly once, or has others' rows");
    return checks;
  }

  /** What is wrong; nothing, it is hoped. */
  List<String> violations() throws SQLException {
    List<String> violations = new ArrayList<>();
    try (Connection host = DriverManager.getConnection(url, user, password)) {
      for (Map.Entry<String, String> check : CHECKS.entrySet()) {
        List<String> found = strings(host, check.getValue().replace("%1$s", prefix));
        if (!found.isEmpty()) {
          violations.add(check.getKey() + ": " + found);
        }
      }
      String owned = " FROM partywall.tenant WHERE state <> 'PURGED' AND placement = ";
      for (String tenant : strings(host, "SELECT id || ' ' || schema_name" + owned + "'schema'")) {
        String[] parts = tenant.split(" ", -1);
        requireSeeded(host, parts[0], '"' + parts[1] + "\".", violations);
      }
      for (String tenant : strings(host, "SELECT id || ' ' || split_part(datasource, '.', 2)" + owned + "'isolated'")) {
        String[] parts = tenant.split(" ", -1);
        String own = url.substring(0, url.lastIndexOf('/') + 1) + parts[1];
        try (Connection connection = DriverManager.getConnection(own, user, password)) {
          requireSeeded(connection, parts[0], "", violations);
        } catch (SQLException e) {
          violations.add("a tenant whose database cannot be used: " + tenant + ": " + e.getMessage());
        }
      }
    }
    return violations;
  }

  private static void requireSeeded(Connection connection, String tenant, String schema, List<String> violations)
      throws SQLException {
    String counts =
        "SELECT (SELECT count(*) || ' ' || count(*) FILTER (WHERE tenant_id = %2$s) FROM %1$snote) || ' ' ||"
            + " (SELECT count(*) || ' ' || count(*) FILTER (WHERE tenant_id = %2$s) FROM %1$sword)";
    List<String> found = strings(connection, counts.formatted(schema, tenant));
    if (!found.equals(List.of("2 2 1 1"))) {
      violations.add("a tenant of its own place that was not seeded exactly once: " + tenant + " " + found);
    }
  }

  /** How many operations ended how, and how many of them more than one process worked on. */
  Map<String, Long> counts() throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection host = DriverManager.getConnection(url, user, password)) {
      for (String count :
          strings(
              host,
              "SELECT lower(kind) || '_' || lower(state) || ' ' || count(*) FROM partywall.operation GROUP BY kind, state"
                  + " UNION ALL SELECT 'resumed ' || count(*) FROM partywall.operation WHERE attempts > 1"
                  + " UNION ALL SELECT 'tenants_' || lower(state) || ' ' || count(*) FROM partywall.tenant GROUP BY state"
                  + " UNION ALL SELECT replace(action, '.', '_') || ' ' || count(*) FROM partywall.audit GROUP BY action")) {
        String[] parts = count.split(" ", -1);
        counts.put(parts[0], Long.parseLong(parts[1]));
      }
    }
    return counts;
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (row.next()) {
        all.add(row.getString(1));
      }
      return all;
    }
  }
}
