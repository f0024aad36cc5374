package dev.partywall.jdbc.replica;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.sql.Effect;
import dev.partywall.test.history.Shown;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A node of an application: a door, and requests that read and raise counters through it. */
final class AppNode implements AutoCloseable {

  private static final ScopedValue<Went> WENT = ScopedValue.newInstance();

  /** Where the last statement of a request went. */
  static final class Went {
    private String set = "none";
    private String node = "nowhere";
    private RouteReason reason = RouteReason.ONLY_NODE;
  }

  private static final DoorListener LISTENER =
      new DoorListener() {
        @Override
        public void running(
            Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
          if (WENT.isBound()) {
            WENT.get().set = datasource.toString();
            WENT.get().node = node;
            WENT.get().reason = reason;
          }
        }
      };

  private final TenantDataSource door;

  private AppNode(TenantDataSource door) {
    this.door = door;
  }

  static AppNode of(UnaryOperator<TenantDataSource.Builder> configuration) {
    return new AppNode(configuration.apply(TenantDataSource.builder().listener(LISTENER)).build());
  }

  TenantDataSource door() {
    return door;
  }

  /** A counter as a request sees it. */
  record Seen(long version, String set, String node, RouteReason reason) {
    Shown shown() {
      return new Shown(version, node + " " + reason.code());
    }
  }

  /** A statement in a request of its own. */
  Seen read(User user, long id) throws SQLException {
    return read(user.request(), id);
  }

  Seen read(Scope request, long id) throws SQLException {
    return run(request, "select version from counter where id = ?", id);
  }

  /** Raises a counter in a request of its own, which is answered when its token is known; the version made. */
  Seen write(User user, long id) throws SQLException {
    Scope request = user.request();
    Seen made = write(request, id);
    answer(request);
    return made;
  }

  /** Raises a counter in a request that goes on. */
  Seen write(Scope request, long id) throws SQLException {
    return run(request, "update counter set version = version + 1 where id = ? returning version", id);
  }

  static void answer(Scope request) {
    try {
      request.writes().settled().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("The token of a write is not known", e);
    }
  }

  Seen run(Scope request, String sql, Object... arguments) throws SQLException {
    return ScopedValue.where(WENT, new Went()).call(() -> request.call(() -> only(sql, arguments)));
  }

  private Seen only(String sql, Object... arguments) throws SQLException {
    try (Connection connection = door.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new AssertionError(sql + " gave no row");
        }
        return new Seen(rows.getLong(1), WENT.get().set, WENT.get().node, WENT.get().reason);
      }
    }
  }

  /** Waits until a session that wrote nothing is served by a reader. */
  AppNode awaitReader(User stranger) {
    return awaitReader(stranger, 1);
  }

  AppNode awaitReader(User stranger, long id) {
    Replicas.await(
        "a reader serves " + stranger,
        () -> {
          try {
            return read(stranger, id).reason().isReader();
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
    return this;
  }

  @Override
  public void close() {
    door.close();
  }
}
