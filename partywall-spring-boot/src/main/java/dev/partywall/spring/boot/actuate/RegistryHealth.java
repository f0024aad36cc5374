package dev.partywall.spring.boot.actuate;

import dev.partywall.fleet.registry.Registry;
import dev.partywall.fleet.registry.RegistryStats;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up as long as the registry's tenants are served, which they are for a time after its database was heard of last. */
final class RegistryHealth implements HealthIndicator {

  private final Registry registry;

  RegistryHealth(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Health health() {
    RegistryStats stats = registry.stats();
    Duration lease = registry.settings().lease();
    Duration confirmed = stats.confirmed();
    boolean serves = confirmed != null && confirmed.compareTo(lease) <= 0;
    Health.Builder health =
        (serves ? Health.up() : Health.down())
            .withDetail("tenants", stats.tenants())
            .withDetail("version", stats.version())
            .withDetail("connected", stats.connected())
            .withDetail("lease", lease.toString());
    return confirmed == null ? health.build() : health.withDetail("confirmedMillisAgo", confirmed.toMillis()).build();
  }
}
