package dev.partywall.fleet.lifecycle;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.Sql;
import dev.partywall.jdbc.door.TenantDataSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases that are made for single tenants: those that have one, and those that are prepared for whoever comes
 * next. What is going to be made is written down before, and what was dropped is forgotten after, so that none is lost
 * when a process ends in between.
 */
final class PreparedDatabases {

  private static final Logger LOG = LoggerFactory.getLogger(PreparedDatabases.class);
  private static final int HASH_BYTES = 6;
  private static final String NO_DATABASE = "3D000";

  /** So many looks without anybody who wants databases of a fingerprint, and they are dropped. */
  private static final int PATIENCE = 12;

  private final TenantDataSource door;
  private final HostDatabase host;
  private final DataSource hostSessions;
  private final SchemaMigrations migrations;
  private final LifecycleSettings settings;
  private volatile int mark;

  /** The sets of tenants' databases that were used here. Others of such names are the configuration's. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  PreparedDatabases(
      TenantDataSource door,
      HostDatabase host,
      DataSource hostSessions,
      SchemaMigrations migrations,
      LifecycleSettings settings) {
    this.door = door;
    this.host = host;
    this.hostSessions = hostSessions;
    this.migrations = migrations;
    this.settings = settings;
  }

  /** A row. */
  private record Known(String name, String fingerprint, String state) {}

  private static final String SELECT = "SELECT name, fingerprint, state FROM partywall.prepared_database ";

  private static List<Known> list(Connection connection, String where, @Nullable Object... values) throws SQLException {
    return Sql.list(
        connection, row -> new Known(row.getString(1), row.getString(2), row.getString(3)), SELECT + where, values);
  }

  /** Checks that databases can be made where they are to be prepared. */
  void requireCreateDatabase() throws SQLException {
    if (settings.prepared() > 0) {
      for (DatasourceName servers : settings.servers()) {
        server(servers).requireCreateDatabase();
      }
    }
  }

  private Server server(DatasourceName servers) {
    return new Server(door, servers, mark());
  }

  private int mark() {
    int known = mark;
    if (known == 0) {
      known =
          host.transaction(
              c ->
                  Sql.first(c, row -> row.getInt(1), "SELECT mark FROM partywall.installation")
                      .orElseThrow(() -> new IllegalStateException("The table partywall.installation has no row")));
      mark = known;
    }
    return known;
  }

  /** The next number for the name of a database or schema, with the prefix. */
  String nextName(Connection transaction) throws SQLException {
    return settings.prefix()
        + Sql.first(transaction, row -> row.getLong(1), "SELECT nextval('partywall.home_number')").orElseThrow();
  }

  /** Gives a tenant a database, a prepared one if there is one, within a transaction of the host database. */
  OwnDatabase take(Connection transaction, DatasourceName servers, TenantId tenant) throws SQLException {
    Optional<String> ready =
        Sql.first(
            transaction,
            row -> row.getString(1),
            """
            UPDATE partywall.prepared_database SET state = 'TAKEN', tenant = ?
            WHERE servers = ? AND name = (
              SELECT name FROM partywall.prepared_database
              WHERE servers = ? AND state = 'READY' AND fingerprint = ? ORDER BY made_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING name
            """,
            tenant.toString(),
            servers.value(),
            servers.value(),
            migrations.fingerprint());
    return new OwnDatabase(servers, ready.isPresent() ? ready.get() : plan(transaction, servers, tenant.toString()));
  }

  private String plan(Connection transaction, DatasourceName servers, @Nullable String tenant) throws SQLException {
    String name = nextName(transaction);
    Sql.update(
        transaction,
        "INSERT INTO partywall.prepared_database (servers, name, fingerprint, state, tenant) VALUES (?, ?, '', 'MAKING', ?)",
        servers.value(),
        name,
        tenant);
    return name;
  }

  private static void forget(Connection connection, OwnDatabase database) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM partywall.prepared_database WHERE servers = ? AND name = ?",
        database.servers().value(),
        database.name());
  }

  private static void mark(Connection connection, OwnDatabase database, String state, @Nullable String fingerprint)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE partywall.prepared_database SET state = ?, fingerprint = coalesce(?, fingerprint)"
            + " WHERE servers = ? AND name = ?",
        state,
        fingerprint,
        database.servers().value(),
        database.name());
  }

  private Optional<Known> find(OwnDatabase database) {
    return host.transaction(
        c ->
            list(c, "WHERE servers = ? AND name = ?", database.servers().value(), database.name()).stream()
                .findFirst());
  }

  /**
   * Makes that a tenant's database is there.
   *
   * @param isResumed whether it may have been made before; otherwise one of the name that is there is another tenant's,
   *     of whom a host database that was set back knows nothing
   * @return false if its name is that of somebody else's database
   */
  boolean make(OwnDatabase database, boolean isResumed) throws SQLException {
    Known known = find(database).orElseThrow(() -> new IllegalStateException(database + " is not known"));
    if (!known.state().equals("MAKING")) {
      return true;
    }
    String fingerprint = migrations.fingerprint();
    String template = template(database.servers(), fingerprint);
    if (!server(database.servers()).create(database.name(), template, isResumed)) {
      return false;
    }
    host.transaction(
        c -> {
          mark(c, database, "TAKEN", template == null ? null : fingerprint);
          return true;
        });
    return true;
  }

  /** Gives a tenant another database, instead of one that could not be made. */
  OwnDatabase instead(Connection transaction, OwnDatabase database, TenantId tenant) throws SQLException {
    forget(transaction, database);
    return new OwnDatabase(database.servers(), plan(transaction, database.servers(), tenant.toString()));
  }

  private @Nullable String template(DatasourceName servers, String fingerprint) {
    return host.transaction(
        c ->
            list(c, "WHERE servers = ? AND state = 'TEMPLATE' AND fingerprint = ?", servers.value(), fingerprint)
                .stream()
                .map(Known::name)
                .findFirst()
                .orElse(null));
  }

  /** Whether a database was copied from one that has the present schema. */
  boolean isMigrated(OwnDatabase database) {
    return find(database).map(Known::fingerprint).filter(migrations.fingerprint()::equals).isPresent();
  }

  /** Lets this process forget tenants' databases that were known and that another process dropped. */
  void forgetDropped() {
    List<String> used = door.sets().stream().filter(this::isTenants).map(DatasourceName::value).toList();
    if (used.isEmpty()) {
      return;
    }
    Set<String> there =
        host.transaction(
            c ->
                Sql.list(
                        c,
                        row -> row.getString(1),
                        "SELECT servers || '.' || name FROM partywall.prepared_database"
                            + " WHERE servers || '.' || name = ANY (?)",
                        c.createArrayOf("text", used.toArray()))
                    .stream()
                    .collect(Collectors.toUnmodifiableSet()));
    seen.addAll(there);
    used.stream()
        .filter(set -> !there.contains(set) && seen.remove(set))
        .forEach(set -> door.remove(DatasourceName.of(set)));
  }

  private boolean isTenants(DatasourceName set) {
    String database = set.database();
    return database != null && database.startsWith(settings.prefix());
  }

  /** Makes that a database is not there, nor known. */
  void remove(OwnDatabase database) throws SQLException {
    Known known = find(database).orElse(null);
    if (known != null) {
      door.remove(database.placement().datasource());
      server(database.servers()).drop(database.name(), !known.state().equals("MAKING"));
      host.transaction(
          c -> {
            forget(c, database);
            return true;
          });
    }
  }

  /** How many databases are ready on the servers of a set. */
  int ready(DatasourceName servers) {
    return host.transaction(
        c ->
            list(
                    c,
                    "WHERE servers = ? AND state = 'READY' AND fingerprint = ?",
                    servers.value(),
                    migrations.fingerprint())
                .size());
  }

  private static final String GONE =
      """
      tenant IS NULL AND (d.state IN ('MAKING', 'DROPPING')
        OR (d.state IN ('TEMPLATE', 'READY') AND d.fingerprint <> ? AND NOT EXISTS (
          SELECT FROM partywall.prepared_database t
          WHERE t.servers = d.servers AND t.fingerprint = d.fingerprint AND t.state = 'TEMPLATE'
            AND t.wanted_at > now() - ? * interval '1 ms')))
      """;

  private long patience() {
    return settings.look().multipliedBy(PATIENCE).toMillis();
  }

  /** Whether there is something for {@link #fill} to do. And it is noted that the present schema is wanted. */
  boolean needsFilling(DatasourceName servers) {
    String fingerprint = migrations.fingerprint();
    return host.transaction(
        c -> {
          int templates =
              Sql.update(
                  c,
                  "UPDATE partywall.prepared_database SET wanted_at = now()"
                      + " WHERE servers = ? AND fingerprint = ? AND state = 'TEMPLATE'",
                  servers.value(),
                  fingerprint);
          return templates == 0
              || !list(c, "d WHERE servers = ? AND " + GONE, servers.value(), fingerprint, patience()).isEmpty()
              || list(c, "WHERE servers = ? AND state = 'READY' AND fingerprint = ?", servers.value(), fingerprint)
                      .size()
                  < settings.prepared();
        });
  }

  /**
   * Makes that as many databases are ready as there are to be, and that those are gone which nobody will take. One
   * process does so at a time; for others nothing happens.
   *
   * @param isWanted whether to go on
   */
  void fill(DatasourceName servers, BooleanSupplier isWanted) throws SQLException {
    try (Connection lock = Sessions.open(hostSessions)) {
      if (Lock.tryTake(lock, "prepare " + servers)) {
        new Filling(servers, migrations.fingerprint(), isWanted).run(lock);
      }
    }
  }

  /** What one process does at a time, on the connection that holds the lock for it. */
  private final class Filling {
    private final DatasourceName servers;
    private final String fingerprint;
    private final BooleanSupplier isWanted;

    private Filling(DatasourceName servers, String fingerprint, BooleanSupplier isWanted) {
      this.servers = servers;
      this.fingerprint = fingerprint;
      this.isWanted = isWanted;
    }

    void run(Connection lock) throws SQLException {
      clear(lock);
      String template = PreparedDatabases.this.template(servers, fingerprint);
      if (template == null && isWanted.getAsBoolean()) {
        template = makeTemplate(lock);
      }
      while (isWanted.getAsBoolean() && ready(servers) < settings.prepared()) {
        makeOne(lock, template);
      }
    }

    /** What was begun by a process that has ended, and what is of a version of the application that has. */
    private void clear(Connection lock) throws SQLException {
      List<Known> gone = list(lock, "d WHERE servers = ? AND " + GONE, servers.value(), fingerprint, patience());
      for (Known each : gone) {
        OwnDatabase database = new OwnDatabase(servers, each.name());
        boolean known = !each.state().equals("MAKING");
        // Somebody may take it meanwhile.
        int dropping =
            Sql.update(
                lock,
                "UPDATE partywall.prepared_database SET state = CASE state WHEN 'MAKING' THEN state ELSE 'DROPPING' END"
                    + " WHERE servers = ? AND name = ? AND tenant IS NULL",
                servers.value(),
                each.name());
        if (dropping == 1) {
          server(servers).drop(each.name(), known);
          forget(lock, database);
        }
      }
    }

    private String makeTemplate(Connection lock) throws SQLException {
      long began = System.nanoTime();
      OwnDatabase template = new OwnDatabase(servers, settings.prefix() + "template_" + hash(fingerprint));
      Sql.update(
          lock,
          "INSERT INTO partywall.prepared_database (servers, name, fingerprint, state) VALUES (?, ?, ?, 'MAKING')",
          servers.value(),
          template.name(),
          fingerprint);
      if (!server(servers).create(template.name(), null, true)) {
        forget(lock, template);
        throw new IllegalStateException(
            "There is a database '"
                + template.name()
                + "' on the servers of '"
                + servers
                + "' that this installation did not make; set partywall.lifecycle.prefix to one of its own");
      }
      Placement placement = template.placement();
      migrations.migrate(door.database(placement));
      door.remove(placement.datasource());
      server(servers).closeTo(template.name());
      mark(lock, template, "TEMPLATE", null);
      LOG.info(
          "Template '{}' for tenants' databases on the servers of '{}' was made in {} ms",
          template.name(),
          servers,
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      return template.name();
    }

    private void makeOne(Connection lock, @Nullable String template) throws SQLException {
      OwnDatabase database = new OwnDatabase(servers, plan(lock, servers, null));
      try {
        if (server(servers).create(database.name(), template, false)) {
          mark(lock, database, "READY", fingerprint);
        } else {
          forget(lock, database);
        }
      } catch (SQLException e) {
        if (NO_DATABASE.equals(e.getSQLState()) && template != null) {
          // Somebody dropped it; the next time it is made again.
          forget(lock, new OwnDatabase(servers, template));
        }
        throw e;
      }
    }
  }

  private static String hash(String fingerprint) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(fingerprint.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
