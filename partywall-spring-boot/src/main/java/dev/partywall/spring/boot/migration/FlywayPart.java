package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** What Flyway does in each database. */
final class FlywayPart implements MigrationPart {

  private static final Set<MigrationState> PAST = Set.of(MigrationState.OUTDATED, MigrationState.SUPERSEDED);

  private final ObjectProvider<Flyway> flyways;
  private final ObjectProvider<FlywayMigrationStrategy> strategy;
  private final Databases databases;

  FlywayPart(ObjectProvider<Flyway> flyways, ObjectProvider<FlywayMigrationStrategy> strategy, Databases databases) {
    this.flyways = flyways;
    this.strategy = strategy;
    this.databases = databases;
  }

  @Override
  public String name() {
    return "flyway";
  }

  @Override
  public int order() {
    return 20;
  }

  private List<Flyway> ofDoor() {
    return flyways.stream().filter(flyway -> databases.isDoor(flyway.getConfiguration().getDataSource())).toList();
  }

  /** Versions and checksums of all migrations that there are, those that are repeated too. */
  @Override
  public String fingerprint() {
    return Hash.of(
        ofDoor().stream().map(flyway -> fingerprint(flyway, databases.host())).collect(Collectors.joining()));
  }

  static String fingerprint(Flyway flyway, PhysicalDatabase host) {
    return Arrays.stream(FlywayEverywhere.of(host, flyway.getConfiguration()).info().all())
        .filter(info -> info.getState().isResolved() && !PAST.contains(info.getState()))
        .map(FlywayPart::text)
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String text(MigrationInfo info) {
    return info.getVersion() + " " + info.getDescription() + " " + info.getChecksum();
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    for (Flyway flyway : ofDoor()) {
      strategy.getObject().migrate(FlywayEverywhere.of(database, flyway.getConfiguration()));
    }
  }
}
