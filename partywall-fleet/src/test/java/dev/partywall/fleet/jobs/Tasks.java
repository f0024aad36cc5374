package dev.partywall.fleet.jobs;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the tests of jobs share. */
final class Tasks {

  private static final long POLL_NANOS = 5_000_000;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  /** Looks often, so that tests are quick. */
  static final JobSettings QUICK =
      JobSettings.DEFAULT.withTimes(Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofMillis(200));

  static final Retry AT_ONCE = new Retry(3, Duration.ofMillis(10), 1, Duration.ofMillis(10));

  private Tasks() {}

  /** What work takes. */
  static void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }

  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("Waited in vain: " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Tenants that the test changes. */
  static final class Store implements TenantStore, TenantDirectory {
    private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();

    void put(Tenant tenant) {
      tenants.put(tenant.id(), tenant);
    }

    void remove(Tenant tenant) {
      tenants.remove(tenant.id());
    }

    @Override
    public Optional<Tenant> findByName(TenantName name) {
      return tenants.values().stream().filter(tenant -> tenant.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Tenant> findById(TenantId id) {
      return Optional.ofNullable(tenants.get(id));
    }

    @Override
    public Optional<Tenant> findByDomain(DomainName domain) {
      return Optional.empty();
    }

    @Override
    public Stream<Tenant> tenants() {
      return tenants.values().stream();
    }
  }

  static DatasourceName set(String name) {
    return DatasourceName.of(name);
  }
}
