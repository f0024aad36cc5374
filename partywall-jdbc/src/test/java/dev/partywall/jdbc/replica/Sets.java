package dev.partywall.jdbc.replica;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.Routing;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.List;

/** Datasource sets of the shared cluster. A standby may stand still for as long as a test takes. */
final class Sets {

  /** A reader is never too far behind for sessions that wrote nothing. */
  static final Routing PATIENT =
      Routing.builder().maxLag(Duration.ofMinutes(10)).probeInterval(Duration.ofMillis(50)).build();

  private Sets() {}

  /** The writer and the first standby. */
  static DatasourceSet main(String database) {
    return of("main", database, 0);
  }

  /** The writer and one of the standbys. */
  static DatasourceSet of(String name, String database, int standby) {
    return DatasourceSet.of(
            DatasourceName.of(name),
            pool(Replicas.onWriter(database)),
            List.of(pool(Replicas.onStandby(standby, database))))
        .withRouting(PATIENT);
  }

  static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password()).withMaximumSize(4);
  }
}
