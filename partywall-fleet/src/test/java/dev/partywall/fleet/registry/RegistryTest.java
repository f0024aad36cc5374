package dev.partywall.fleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.Tenants.AuditEntry;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a node knows of tenants that others change. The nodes here do not poll: what they know they were told. */
class RegistryTest extends RegistryFixture {

  RegistryTest(@Database("main") TestDatabase main) {
    super(main);
  }

  @Test
  void anEmptyRegistryKnowsNobody() {
    Registry registry = registry(TOLD);
    assertThat(byName(registry, "acme")).isEmpty();
    assertThat(byDomain(registry, "acme.example")).isEmpty();
    assertThat(registry.findById(TenantId.of(1))).isEmpty();
    assertThat(registry.tenants()).isEmpty();
  }

  @Test
  void whatIsThereAtTheStartIsKnown() {
    registry(TOLD).close();
    RegisteredTenant acme =
        create(
            NewTenant.of("Acme")
                .withTitle("Acme & Sons")
                .withDomains(Set.of(DomainName.of("acme.example")))
                .withSettings(Map.of("plan", "gold", "limits", Map.of("users", 5), "tags", List.of("a", "b"))));
    Registry registry = registry(TOLD);
    Tenant expected =
        new Tenant(
            acme.tenant().id(),
            TenantName.of("acme"),
            "Acme & Sons",
            TenantStatus.ACTIVE,
            Placement.shared(),
            1,
            Map.of("plan", "gold", "limits", Map.of("users", 5), "tags", List.of("a", "b")));
    assertThat(byName(registry, "ACME")).hasValue(expected);
    assertThat(byName(registry, "acme").orElseThrow().name()).hasToString("Acme");
    assertThat(byDomain(registry, "acme.example")).hasValue(expected);
    assertThat(registry.findById(acme.tenant().id())).hasValue(expected);
    assertThat(registry.tenants()).containsExactly(expected);
    assertThat(registry.stats().questions()).isZero();
  }

  @Test
  void aNewTenantIsSeenOnceItIsActive() {
    Registry registry = registry(TOLD);
    NewTenant wanted = NewTenant.of("acme");
    TenantId id =
        database.transaction(
            connection -> {
              TenantId free = tables.id(connection, wanted);
              tables.insert(connection, wanted, free, Placement.shared());
              return free;
            });
    registry.refresh();
    assertThat(registry.findById(id)).isEmpty();
    database.transaction(connection -> tables.state(connection, id, TenantState.ACTIVE, null));
    await("it is told", () -> registry.tenants().count() == 1);
    assertThat(byName(registry, "acme")).map(Tenant::epoch).hasValue(1L);
  }

  @Test
  void aRenamedTenantHasItsNewNameOnly() {
    Registry registry = registry(TOLD);
    TenantId id = create("acme").tenant().id();
    await("it is told", () -> registry.tenants().count() == 1);
    change(id, TenantChange.NONE.withName(TenantName.of("zeta")));
    await("the old name is free", () -> byName(registry, "acme").isEmpty());
    assertThat(byName(registry, "zeta")).map(Tenant::id).hasValue(id);
    TenantId other = create("acme").tenant().id();
    await("the name is another's", () -> byName(registry, "acme").map(Tenant::id).equals(Optional.of(other)));
  }

  @Test
  void suspensionAndResumptionAreSeenWithAnotherEpoch() {
    Registry registry = registry(TOLD);
    RegisteredTenant acme = create("acme");
    await("it is told", () -> registry.tenants().count() == 1);
    state(acme, TenantState.SUSPENDED);
    await("it is told", () -> byName(registry, "acme").orElseThrow().status() == TenantStatus.SUSPENDED);
    assertThat(byName(registry, "acme").orElseThrow().epoch()).isEqualTo(2);
    state(acme, TenantState.ACTIVE);
    await("it is told", () -> byName(registry, "acme").orElseThrow().status() == TenantStatus.ACTIVE);
    assertThat(byName(registry, "acme").orElseThrow().epoch()).isEqualTo(3);
  }

  @Test
  void aDomainThatIsTakenAwayIsFree() {
    Registry registry = registry(TOLD);
    TenantId id =
        create(NewTenant.of("acme").withDomains(Set.of(DomainName.of("a.example"), DomainName.of("b.example"))))
            .tenant()
            .id();
    await("it is told", () -> byDomain(registry, "a.example").isPresent());
    change(id, TenantChange.NONE.withDomains(Set.of(DomainName.of("b.example"), DomainName.of("c.example"))));
    await("it is told", () -> byDomain(registry, "a.example").isEmpty());
    assertThat(byDomain(registry, "b.example")).isPresent();
    assertThat(byDomain(registry, "c.example")).isPresent();
    assertThat(byName(registry, "acme")).isPresent();
    create(NewTenant.of("zeta").withDomains(Set.of(DomainName.of("a.example"))));
    await("it is told", () -> byDomain(registry, "a.example").isPresent());
    assertThat(byDomain(registry, "a.example").orElseThrow().name()).hasToString("zeta");
  }

  @Test
  void deletedAndPurgedTenantsAreNotSeen() {
    Registry registry = registry(TOLD);
    RegisteredTenant acme = create(NewTenant.of("acme").withDomains(Set.of(DomainName.of("acme.example"))));
    await("it is told", () -> registry.tenants().count() == 1);
    state(acme, TenantState.DELETED);
    await("it is told", () -> registry.tenants().findAny().isEmpty());
    assertThat(byName(registry, "acme")).isEmpty();
    assertThat(byDomain(registry, "acme.example")).isEmpty();
    state(acme, TenantState.SUSPENDED);
    await("it is told", () -> byDomain(registry, "acme.example").isPresent());
    state(acme, TenantState.PURGED);
    await("it is told", () -> registry.findById(acme.tenant().id()).isEmpty());
    assertThat(byDomain(registry, "acme.example")).isEmpty();
    TenantId again = create(NewTenant.of("acme").withDomains(Set.of(DomainName.of("acme.example")))).tenant().id();
    await("it is told", () -> byDomain(registry, "acme.example").isPresent());
    assertThat(again).isNotEqualTo(acme.tenant().id());
  }

  @Test
  void otherPlacementsAreSeen() {
    Registry registry = registry(TOLD);
    TenantId id = create("acme").tenant().id();
    Placement own = new Placement.Schema(DatasourceName.MAIN, "acme");
    database.transaction(connection -> tables.place(connection, id, own));
    await("it is told", () -> registry.findById(id).map(Tenant::placement).equals(Optional.of(own)));
    Placement isolated = new Placement.Isolated(DatasourceName.of("acme"));
    database.transaction(connection -> tables.place(connection, id, isolated));
    await("it is told", () -> registry.findById(id).map(Tenant::placement).equals(Optional.of(isolated)));
    assertThat(registry.findById(id).orElseThrow().epoch()).isEqualTo(3);
  }

  @Test
  void theHostsSettingsAreSeenByAllNodes() {
    Registry one = registry(TOLD);
    Registry two = registry(TOLD);
    assertThat(one.hostSettings()).isEmpty();
    one.hostSettings(Map.of("theme", "dark"));
    assertThat(one.hostSettings()).containsEntry("theme", "dark");
    await("it is told", () -> two.hostSettings().containsKey("theme"));
    List<AuditEntry> audit = database.transaction(connection -> tables.audit(connection, null, null, 10));
    assertThat(audit).singleElement().satisfies(entry -> assertThat(entry.action()).isEqualTo("host.settings"));
  }

  @Test
  void reservedNamesAreNobodys() {
    Registry registry = registry(TOLD);
    create("acme");
    main.execute("update partywall.tenant set name = 'Admin', slug = 'admin'");
    registry.refresh();
    assertThat(byName(registry, "admin")).isEmpty();
    assertThat(byName(registry, "www")).isEmpty();
  }

  @Test
  void nodesThatStartAtTheSameTimeMakeTheTablesOnce() {
    List<CompletableFuture<Registry>> starting =
        List.of(1, 2, 3, 4).stream()
            .map(_ -> CompletableFuture.supplyAsync(() -> Registry.builder(door).settings(TOLD).start()))
            .toList();
    List<Registry> nodes = starting.stream().map(CompletableFuture::join).map(this::opened).toList();
    create("acme");
    nodes.forEach(node -> await("it is told", () -> byName(node, "acme").isPresent()));
  }

  @Test
  void tablesOfJobsMayBeThereBefore() {
    main.execute("create schema partywall; create table partywall.modules (name text primary key, version int)");
    Registry registry = registry(TOLD);
    create("acme");
    await("it is told", () -> byName(registry, "acme").isPresent());
  }

  private void change(TenantId id, TenantChange change) {
    database.transaction(connection -> tables.change(connection, id, change));
  }
}
