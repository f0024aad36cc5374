package dev.partywall.fleet.registry;

import static dev.partywall.fleet.registry.RegistryFixture.await;
import static dev.partywall.fleet.registry.RegistryFixture.byDomain;
import static dev.partywall.fleet.registry.RegistryFixture.byName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.core.resolve.ActingPolicy;
import dev.partywall.core.resolve.Caller;
import dev.partywall.core.resolve.Refusal;
import dev.partywall.core.resolve.RequestFacts;
import dev.partywall.core.resolve.Resolution;
import dev.partywall.core.resolve.ResolutionSettings;
import dev.partywall.core.resolve.TenantResolution;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The host's database is not there for a time. */
@Timeout(180)
class OutageTest {

  private static final RegistrySettings SHORT_LEASE =
      RegistrySettings.DEFAULT.withTimes(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofMillis(50));

  private PostgresServer server;
  private TestDatabase main;
  private TenantDataSource door;
  private Registry registry;

  @BeforeEach
  void begin() {
    server = PostgresServer.builder().durable(true).start();
    main = server.freshDatabase("outage");
    door = RegistryFixture.doorTo(main);
  }

  @AfterEach
  void end() {
    if (registry != null) {
      registry.close();
    }
    door.close();
    server.close();
  }

  private void create(NewTenant wanted) {
    RegistryTables tables = RegistryFixture.tables(TenantId.Kind.BIGINT);
    try (HostDatabase database = new HostDatabase(RegistryFixture.host(door))) {
      database.transaction(
          connection -> {
            TenantId id = tables.id(connection, wanted);
            tables.insert(connection, wanted, id, Placement.shared());
            return tables.state(connection, id, TenantState.ACTIVE, null);
          });
    }
  }

  private Registry start(RegistrySettings settings) {
    registry = Registry.builder(door).settings(settings).start();
    return registry;
  }

  @Test
  void knownTenantsAreServedForTheLeaseAndAllOfThemAgainOnceItIsBack() {
    start(SHORT_LEASE);
    create(NewTenant.of("acme").withDomains(Set.of(DomainName.of("acme.example"))));
    await("it is told", () -> byName(registry, "acme").isPresent());
    assertThat(byDomain(registry, "app.example")).isEmpty();
    TenantResolution requests =
        TenantResolution.of(
            ResolutionSettings.DEFAULTS.withFallback(ResolutionSettings.Fallback.HOST),
            registry,
            List.of(),
            ActingPolicy.never());

    server.crash();
    await("it is missed", () -> !registry.stats().connected());
    assertThat(byName(registry, "acme")).isPresent();
    assertThat(resolved(requests, "acme", "app.example")).isInstanceOf(Resolution.ForTenant.class);
    assertThat(resolved(requests, null, "acme.example")).isInstanceOf(Resolution.ForTenant.class);
    assertThat(byDomain(registry, "app.example")).as("known not to be there").isEmpty();
    assertUnavailable(() -> byName(registry, "zeta"));
    assertThat(refused(requests, "zeta", "app.example")).isEqualTo(Refusal.TENANT_STORE_UNAVAILABLE);
    assertThat(refused(requests, null, "new.example")).isEqualTo(Refusal.TENANT_STORE_UNAVAILABLE);

    await("the lease ends", () -> isUnavailable("acme"));
    assertUnavailable(() -> byName(registry, "acme"));
    assertUnavailable(() -> registry.findById(TenantId.of(1)));
    assertUnavailable(() -> byDomain(registry, "acme.example"));
    assertUnavailable(() -> byDomain(registry, "app.example"));
    assertUnavailable(() -> registry.tenants());
    for (String host : List.of("acme.example", "app.example", "new.example")) {
      assertThat(refused(requests, "acme", host)).isEqualTo(Refusal.TENANT_STORE_UNAVAILABLE);
      assertThat(refused(requests, null, host)).isEqualTo(Refusal.TENANT_STORE_UNAVAILABLE);
    }

    server.restart();
    await("it is back by itself", () -> !isUnavailable("acme"));
    await("it is heard of", () -> registry.stats().connected());
    create(NewTenant.of("zeta"));
    await("it is told", () -> registry.tenants().count() == 2);
    assertThat(byName(registry, "zeta")).isPresent();
    assertThat(registry.stats().reconnects()).isPositive();
  }

  @Test
  void withoutTheDatabaseItDoesNotStart() {
    server.crash();
    assertThatThrownBy(() -> start(SHORT_LEASE))
        .isInstanceOf(TenantStoreUnavailableException.class)
        .hasMessageContaining("registry");
  }

  @Test
  void itStartsWithoutTheDatabaseIfItIsToldToAndServesNobodyUntilItIsThere() {
    server.crash();
    start(SHORT_LEASE.startingWithoutDatabase());
    assertUnavailable(() -> byName(registry, "acme"));
    assertUnavailable(() -> registry.tenants());
    server.restart();
    await("it is there", () -> registry.stats().connected());
    create(NewTenant.of("acme"));
    await("it is told", () -> byName(registry, "acme").isPresent());
  }

  private boolean isUnavailable(String name) {
    try {
      var _ = byName(registry, name);
      return false;
    } catch (TenantStoreUnavailableException e) {
      return true;
    }
  }

  private interface LookUp {
    Object ask();
  }

  private static void assertUnavailable(LookUp lookUp) {
    assertThatThrownBy(lookUp::ask).isInstanceOf(TenantStoreUnavailableException.class);
  }

  private static Refusal refused(TenantResolution requests, String header, String host) {
    Resolution resolution = resolved(requests, header, host);
    assertThat(resolution).isInstanceOf(Resolution.Refused.class);
    return ((Resolution.Refused) resolution).refusal();
  }

  private static Resolution resolved(TenantResolution requests, String header, String host) {
    return requests.resolve(
        new RequestFacts() {
          @Override
          public Optional<Caller> caller() {
            return Optional.empty();
          }

          @Override
          public List<String> header(String name) {
            return header != null && name.equals("x-tenant") ? List.of(header) : List.of();
          }

          @Override
          public List<String> query(String name) {
            return List.of();
          }

          @Override
          public List<String> cookie(String name) {
            return List.of();
          }

          @Override
          public List<String> host() {
            return List.of(host);
          }

          @Override
          public Optional<String> peer() {
            return Optional.of("127.0.0.1");
          }
        });
  }
}
