package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantSession;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.NodeState.Health;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.Routing;
import dev.partywall.sql.Effect;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.PostgresNode;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A cluster with a table of notes, and doors to it. */
final class ReplicaFixture implements AutoCloseable {

  static final Tenant ACME = Tenant.of(1, "acme");

  /** Where statements went, as {@code node reason}; those on another thread as well. */
  static final class Went implements DoorListener {
    private final List<String> routes = new ArrayList<>();

    @Override
    public synchronized void running(
        Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
      routes.add(node + " " + reason.code());
    }

    synchronized String last() {
      return routes.getLast();
    }

    synchronized List<String> all() {
      List<String> all = List.copyOf(routes);
      routes.clear();
      return all;
    }
  }

  final PostgresCluster cluster;
  final Went went = new Went();

  ReplicaFixture(int standbys) {
    cluster = PostgresCluster.builder().standbys(standbys).start();
    cluster.createDatabase("shop");
    cluster
        .writer()
        .database("shop")
        .execute(
            """
            create table note (tenant_id bigint not null, id bigint not null, body text, primary key (tenant_id, id));
            insert into note values (1, 1, 'first'), (2, 1, 'of another tenant');
            """);
    cluster.awaitCaughtUp();
  }

  static PoolSettings pool(PostgresNode node) {
    TestDatabase database = node.database("shop");
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
  }

  static Routing.Builder routing() {
    return Routing.builder().probeInterval(Duration.ofMillis(200));
  }

  DatasourceSet set(Routing routing) {
    List<PoolSettings> readers =
        IntStream.range(1, cluster.nodes().size()).mapToObj(i -> pool(cluster.nodes().get(i))).toList();
    return DatasourceSet.of(DatasourceName.MAIN, pool(cluster.nodes().getFirst()), readers).withRouting(routing);
  }

  TenantDataSource door(Routing routing) {
    return builder(routing).build();
  }

  TenantDataSource.Builder builder(Routing routing) {
    return TenantDataSource.builder().datasource(set(routing)).listener(went);
  }

  /** What is done over a connection. */
  interface Work<R> {
    R on(Connection connection) throws SQLException;
  }

  /** Work of a user of ACME's, in a scope of its own as a request has. */
  static <R> R as(String user, TenantDataSource door, Work<R> work) throws SQLException {
    return dev.partywall.core.Scope.empty()
        .with(new TenantSession(user, TenantId.of(1)))
        .with(Tenancy.of(ACME))
        .call(
            () -> {
              try (Connection connection = door.getConnection()) {
                return work.on(connection);
              }
            });
  }

  static String read(String user, TenantDataSource door, long id) throws SQLException {
    return as(user, door, connection -> body(connection, id));
  }

  static String body(Connection connection, long id) throws SQLException {
    try (var select = connection.prepareStatement("select body from note where id = ?")) {
      select.setLong(1, id);
      try (var rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  static void write(Connection connection, long id, String body) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into note (id, body) values (?, ?) on conflict (tenant_id, id) do update set body = excluded.body")) {
      insert.setLong(1, id);
      insert.setString(2, body);
      insert.executeUpdate();
    }
  }

  /** Waits until so many readers serve, and each node has told of itself. */
  static void awaitReaders(TenantDataSource door, int count) throws SQLException {
    as("nobody", door, c -> body(c, 1));
    eventually(
        () ->
            door.nodes().stream()
                        .filter(node -> node.role() == NodeState.Role.READER && node.health() == Health.UP)
                        .count()
                    == count
                && door.nodes().stream().noneMatch(node -> node.role() == NodeState.Role.UNKNOWN));
  }

  static void eventually(BooleanSupplier condition) {
    for (int looks = 0; !condition.getAsBoolean(); looks++) {
      if (looks > 15_000) {
        throw new AssertionError("It did not become true");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
