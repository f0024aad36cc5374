package dev.partywall.benchmarks.replicas;

import dev.partywall.cache.RedisTokenStore;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Intent;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.sql.Effect;
import dev.partywall.test.history.Shown;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The door, one for each node of the application, in the scope that the web tier binds: tenancy, user, and the intent
 * that follows from the request's method. A writing request is answered when its token is known, as it is there.
 */
final class PartywallContender implements Contender {

  private static final ScopedValue<Served> SERVED = ScopedValue.newInstance();
  private static final long TOKEN_SECONDS = 2;

  /** Where the last statement of the running request went. */
  private static final class Served {
    private String from = "unknown";
  }

  /** To be told to the doors. */
  static final DoorListener LISTENER =
      new DoorListener() {
        @Override
        public void running(
            Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
          if (SERVED.isBound()) {
            SERVED.get().from = (node + " " + reason.code()).intern();
          }
        }
      };

  private final String name;
  private final List<TenantDataSource> doors;
  private final List<RedisTokenStore> stores;
  private final boolean affine;

  /**
   * @param affine whether all requests of a user go to one node of the application, as its load balancer may do it;
   *     each to any one otherwise
   */
  PartywallContender(String name, List<TenantDataSource> doors, List<RedisTokenStore> stores, boolean affine) {
    this.name = name;
    this.doors = doors;
    this.stores = stores;
    this.affine = affine;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void serve(Caller caller, boolean mutating, Work work) throws Exception {
    TenantDataSource door =
        doors.get(affine ? caller.number() % doors.size() : ThreadLocalRandom.current().nextInt(doors.size()));
    Scope scope = caller.scope().with(mutating ? Intent.WRITE : Intent.READ);
    ScopedValue.where(SERVED, new Served())
        .call(
            () ->
                scope.<Void, SQLException>call(
                    () -> {
                      work.with(new ThroughTheDoor(door));
                      return null;
                    }));
    if (mutating) {
      scope.writes().settled().get(TOKEN_SECONDS, TimeUnit.SECONDS);
    }
  }

  private record ThroughTheDoor(TenantDataSource door) implements Statements {

    @Override
    public Shown read(long row) throws SQLException {
      try (Connection connection = door.getConnection();
          PreparedStatement statement = connection.prepareStatement("SELECT version FROM counter WHERE id = ?")) {
        statement.setLong(1, row);
        long version = Statements.only(statement);
        return new Shown(version, SERVED.get().from);
      }
    }

    @Override
    public long write(long row, long number) throws SQLException {
      try (Connection connection = door.getConnection()) {
        connection.setAutoCommit(false);
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE counter SET version = version + 1 WHERE id = ? RETURNING version");
            PreparedStatement insert = connection.prepareStatement("INSERT INTO journal (number) VALUES (?)")) {
          update.setLong(1, row);
          insert.setLong(1, number);
          long version = Statements.only(update);
          insert.executeUpdate();
          connection.commit();
          return version;
        }
      }
    }
  }

  @Override
  public void close() {
    doors.forEach(TenantDataSource::close);
    stores.forEach(RedisTokenStore::close);
  }
}
