package dev.partywall.spring.boot.actuate;

import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health of each datasource set. All are asked at once, so that the answer takes no longer than the slowest. */
final class DatabasesHealth implements CompositeHealthContributor {

  private final TenantDataSource door;
  private final Duration timeout;

  DatabasesHealth(TenantDataSource door, Duration timeout) {
    this.door = door;
    this.timeout = timeout;
  }

  @Override
  public @Nullable HealthContributor getContributor(String name) {
    return databases().stream()
        .filter(database -> database.label().equals(name))
        .findAny()
        .map(this::asked)
        .orElse(null);
  }

  @Override
  public Stream<HealthContributors.Entry> stream() {
    List<HealthContributors.Entry> asked =
        databases().stream().map(database -> new HealthContributors.Entry(database.label(), asked(database))).toList();
    return asked.stream();
  }

  private HealthIndicator asked(PhysicalDatabase database) {
    DatabaseProbe probe = DatabaseProbe.start(door, database.datasource(), timeout);
    return probe::result;
  }

  private List<PhysicalDatabase> databases() {
    return door.databases(Stream.empty());
  }
}
