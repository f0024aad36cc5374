package dev.partywall.benchmarks.registry;

import dev.partywall.core.DomainName;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.TestDatabase;
import java.time.Duration;

/** Many tenants: one in ten has a host name of its own, one in fifty settings, one in a hundred a database. */
record Tenants(int count) {

  /** Connections for all databases together. */
  private static final Budget BUDGET = new Budget(60, 60, 0.5, Duration.ofSeconds(10), Duration.ofMinutes(5));

  static TenantDataSource door(TestDatabase database) {
    return TenantDataSource.builder()
        .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
        .budget(BUDGET)
        .build();
  }

  void write(TestDatabase database) {
    try (TenantDataSource door = door(database)) {
      Registry.builder(door).start().close();
    }
    database.execute(
        """
        update partywall.registry set version = %1$d;
        insert into partywall.tenant
            (id, name, slug, title, state, placement, datasource, settings, version)
          select i, 'tenant-' || i, 'tenant-' || i, 'Customer number ' || i, 'ACTIVE',
            case when i %% 100 = 0 then 'isolated' else 'shared' end,
            case when i %% 100 = 0 then 'main.tenant_' || i else 'main' end,
            case when i %% 50 = 1 then jsonb_build_object('plan', 'gold', 'users', i) else '{}' end, i
          from generate_series(1, %1$d) i;
        insert into partywall.tenant_domain
          select 'shop-' || i || '.example.org', i from generate_series(10, %1$d, 10) i;
        select setval('partywall.tenant_number', %1$d);
        """
            .formatted(count));
    database.execute("vacuum analyze");
  }

  TenantName name(int index) {
    return TenantName.of("tenant-" + (1 + index % count));
  }

  TenantId id(int index) {
    return TenantId.of(1 + index % count);
  }

  DomainName domain(int index) {
    return DomainName.of("shop-" + 10 * (1 + index % (count / 10)) + ".example.org");
  }
}
