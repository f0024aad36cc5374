package dev.partywall.fleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.Scope;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantSession;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantNameTakenException;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.Tenants.AuditEntry;
import dev.partywall.fleet.internal.registry.RegistrySchema;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryTablesTest extends RegistryFixture {

  RegistryTablesTest(@Database("main") TestDatabase main) {
    super(main);
  }

  @BeforeEach
  void tables() {
    RegistrySchema.migrate(host(door));
  }

  @Test
  void aNameIsGivenOnce() {
    create("acme");
    assertThatThrownBy(() -> create("ACME"))
        .isInstanceOf(TenantNameTakenException.class)
        .hasMessage(
            "The name 'ACME' cannot be given to a tenant: it is that of the tenant 'acme' (id 1), which is ACTIVE");
    assertThat(list()).hasSize(1);
  }

  @Test
  void aDomainIsGivenOnce() {
    create(NewTenant.of("acme").withDomains(Set.of(DomainName.of("shop.example"))));
    assertThatThrownBy(() -> create(NewTenant.of("zeta").withDomains(Set.of(DomainName.of("Shop.example")))))
        .isInstanceOf(TenantNameTakenException.class)
        .hasMessageContainingAll("domain 'shop.example'", "'acme'");
    TenantId zeta = create("zeta").tenant().id();
    assertThatThrownBy(() -> change(zeta, TenantChange.NONE.withDomains(Set.of(DomainName.of("shop.example")))))
        .isInstanceOf(TenantNameTakenException.class);
  }

  @Test
  void anIdIsGivenOnceAndNeverAgain() {
    RegisteredTenant acme = create(NewTenant.of("acme").withId(TenantId.of(42)));
    state(acme, TenantState.PURGED);
    assertThatThrownBy(() -> create(NewTenant.of("acme").withId(TenantId.of(42))))
        .isInstanceOf(TenantNameTakenException.class)
        .hasMessageContainingAll("id '42'", "PURGED");
    assertThat(create("acme").tenant().id()).isNotEqualTo(TenantId.of(42));
  }

  @Test
  void reservedAndConfiguredNamesAreRefused() {
    assertThatThrownBy(() -> create("Admin"))
        .isInstanceOf(TenantNameTakenException.class)
        .hasMessageContaining("it is reserved");
    assertThatThrownBy(() -> create("Lucky"))
        .isInstanceOf(TenantNameTakenException.class)
        .hasMessageContaining("it is that of the configured tenant 'lucky'");
    assertThatThrownBy(() -> create(NewTenant.of("acme").withId(TenantId.of(7))))
        .isInstanceOf(TenantNameTakenException.class)
        .hasMessageContaining("it is that of the configured tenant 'lucky'");
    TenantId id = create("acme").tenant().id();
    assertThatThrownBy(() -> change(id, TenantChange.NONE.withName(TenantName.of("www"))))
        .isInstanceOf(TenantNameTakenException.class);
  }

  @Test
  void numbersPassOverThoseThatAreTaken() {
    create(NewTenant.of("two").withId(TenantId.of(2)));
    List<TenantId> ids = IntStream.range(0, 7).mapToObj(i -> create("t" + i).tenant().id()).toList();
    assertThat(ids).extracting(TenantId::toString).containsExactly("1", "3", "4", "5", "6", "8", "9");
  }

  @Test
  void otherKindsOfIds() {
    RegistryTables uuids = tables(TenantId.Kind.UUID);
    RegistryTables texts = tables(TenantId.Kind.TEXT);
    NewTenant acme = NewTenant.of("Acme");
    database.transaction(
        connection -> {
          UUID first = (UUID) uuids.id(connection, acme).value();
          assertThat(first.version()).isEqualTo(7);
          assertThat(first.variant()).isEqualTo(2);
          assertThat(texts.id(connection, acme)).isEqualTo(TenantId.of("acme"));
          texts.insert(connection, acme, TenantId.of("acme"), Placement.shared());
          texts.state(connection, TenantId.of("acme"), TenantState.PURGED, null);
          assertThat(texts.id(connection, acme)).isEqualTo(TenantId.of("acme-2"));
          assertThatThrownBy(() -> texts.id(connection, acme.withId(TenantId.of(5))))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("BIGINT");
          return null;
        });
  }

  @Test
  void nobodyElseIsWhereATenantHasItsOwn() {
    Placement own = new Placement.Isolated(DatasourceName.of("own"));
    TenantId acme = create("acme").tenant().id();
    TenantId zeta = create("zeta").tenant().id();
    database.transaction(connection -> tables.place(connection, acme, own));
    assertThatThrownBy(() -> database.transaction(connection -> tables.place(connection, zeta, own)))
        .isInstanceOf(TenantNameTakenException.class)
        .hasMessageContainingAll("datasource 'own'", "'acme'");
  }

  @Test
  void aTenantThatCouldNotBeMadeLeavesNothing() {
    NewTenant wanted = NewTenant.of("acme").withDomains(Set.of(DomainName.of("acme.example")));
    TenantId id =
        database.transaction(
            connection -> {
              TenantId free = tables.id(connection, wanted);
              tables.insert(connection, wanted, free, Placement.shared());
              return free;
            });
    assertThatThrownBy(() -> create("acme")).hasMessageContaining("CREATING");
    database.transaction(
        connection -> {
          tables.remove(connection, id);
          return null;
        });
    assertThat(create(wanted).state()).isEqualTo(TenantState.ACTIVE);
  }

  @Test
  void whoIsNotThereCannotBeChanged() {
    assertThatThrownBy(() -> change(TenantId.of(99), TenantChange.NONE.withTitle("x")))
        .isInstanceOf(TenantNotFoundException.class);
  }

  @Test
  void onlyWhatIsGivenChanges() {
    TenantId id =
        create(NewTenant.of("acme").withSettings(Map.of("a", 1)).withDomains(Set.of(DomainName.of("a.example"))))
            .tenant()
            .id();
    RegisteredTenant titled = change(id, TenantChange.NONE.withTitle("Acme & Sons"));
    assertThat(titled.tenant().settings()).containsEntry("a", 1);
    assertThat(titled.domains()).containsExactly(DomainName.of("a.example"));
    assertThat(titled.tenant().epoch()).isEqualTo(1);
    RegisteredTenant other = change(id, TenantChange.NONE.withSettings(Map.of()).withDomains(Set.of()));
    assertThat(other.tenant().title()).isEqualTo("Acme & Sons");
    assertThat(other.tenant().settings()).isEmpty();
    assertThat(other.domains()).isEmpty();
    assertThat(other.version()).isGreaterThan(titled.version());
  }

  @Test
  void tenantsAreListedByNamePageByPage() {
    List.of("delta", "alpha", "charlie", "bravo").forEach(this::create);
    state(create("echo"), TenantState.PURGED);
    state(create("foxtrot"), TenantState.DELETED);
    assertThat(list(null, null, null, 2)).containsExactly("alpha", "bravo");
    assertThat(list(null, null, "bravo", 10)).containsExactly("charlie", "delta", "foxtrot");
    assertThat(list("LI", null, null, 10)).containsExactly("charlie");
    assertThat(list(null, TenantState.DELETED, null, 10)).containsExactly("foxtrot");
  }

  @Test
  void theAuditTrailSaysWhoDidWhat() {
    TenantId acme = create("acme").tenant().id();
    database.transaction(
        connection -> {
          tables.audit(connection, acme, "tenant.suspend", "unpaid", Map.of("invoices", List.of(1, 2)));
          return null;
        });
    Scope.current()
        .with(new TenantSession("olga", null))
        .run(
            () ->
                database.transaction(
                    connection -> {
                      tables.audit(connection, null, "host.settings", null, Map.of());
                      return null;
                    }));
    List<AuditEntry> all = audit(null, null);
    assertThat(all).extracting(AuditEntry::actor).containsExactly("olga", "system");
    assertThat(audit(acme, null))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.reason()).isEqualTo("unpaid");
              assertThat(entry.details()).containsEntry("invoices", List.of(1, 2));
            });
    assertThat(audit(null, all.getFirst().id())).extracting(AuditEntry::action).containsExactly("tenant.suspend");
  }

  @Test
  void ofManyWhoWantANameOneGetsIt() {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          try {
                            create(
                                NewTenant.of("name-" + i % 5)
                                    .withDomains(Set.of(DomainName.of("shop" + i % 3 + ".example"))));
                            made.incrementAndGet();
                          } catch (TenantNameTakenException e) {
                            refused.incrementAndGet();
                          }
                        }))
            .toList();
    all.forEach(CompletableFuture::join);
    List<RegisteredTenant> there = list();
    assertThat(made.get() + refused.get()).isEqualTo(60);
    assertThat(there).hasSize(made.get()).hasSize(3);
    assertThat(there).extracting(RegisteredTenant::domains).doesNotHaveDuplicates();
    assertThat(there).extracting(RegisteredTenant::version).doesNotHaveDuplicates();
  }

  private RegisteredTenant change(TenantId id, TenantChange change) {
    return database.transaction(connection -> tables.change(connection, id, change));
  }

  private List<RegisteredTenant> list() {
    return database.transaction(connection -> tables.list(connection, null, null, null, 1_000));
  }

  private List<String> list(String text, TenantState state, String after, int limit) {
    TenantName last = after == null ? null : TenantName.of(after);
    return database.transaction(connection -> tables.list(connection, text, state, last, limit)).stream()
        .map(tenant -> tenant.tenant().name().toString())
        .toList();
  }

  private List<AuditEntry> audit(TenantId tenant, Long before) {
    return database.transaction(connection -> tables.audit(connection, tenant, before, 10));
  }
}
