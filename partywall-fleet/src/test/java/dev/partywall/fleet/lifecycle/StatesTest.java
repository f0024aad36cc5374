package dev.partywall.fleet.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DomainName;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.store.ConfiguredTenantStore;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantChangedException;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.TenantStateException;
import dev.partywall.fleet.Tenants;
import dev.partywall.fleet.Tenants.AuditEntry;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What can be done with a tenant in which state. */
class StatesTest extends LifecycleFixture {

  private static final Map<String, BiConsumer<Tenants, TenantId>> ACTIONS = new LinkedHashMap<>();

  static {
    ACTIONS.put("change", (tenants, id) -> tenants.title(id, "other"));
    ACTIONS.put("suspend", (tenants, id) -> tenants.suspend(id, "why"));
    ACTIONS.put("resume", Tenants::resume);
    ACTIONS.put("delete", (tenants, id) -> tenants.delete(id, "why"));
    ACTIONS.put("restore", Tenants::restore);
    ACTIONS.put("purge", Tenants::purge);
  }

  private static final Map<TenantState, Map<String, TenantState>> ALLOWED =
      Map.of(
          TenantState.CREATING,
          Map.of(),
          TenantState.ACTIVE,
          Map.of("change", TenantState.ACTIVE, "suspend", TenantState.SUSPENDED, "delete", TenantState.DELETED),
          TenantState.SUSPENDED,
          Map.of("change", TenantState.SUSPENDED, "resume", TenantState.ACTIVE, "delete", TenantState.DELETED),
          TenantState.DELETED,
          Map.of("restore", TenantState.SUSPENDED, "purge", TenantState.PURGED));

  StatesTest(@Database("main") TestDatabase main) {
    super(main);
  }

  @Test
  void each_action_is_possible_in_its_states_only() {
    TenantLifecycle tenants = tenants();
    int count = 0;
    for (TenantState state : ALLOWED.keySet()) {
      for (String action : ACTIONS.keySet()) {
        TenantId id = host(() -> tenants.create(wanted("t" + action + state))).tenant().id();
        main.execute("update partywall.tenant set state = '" + state + "' where id = '" + id + "'");
        TenantState expected = ALLOWED.get(state).get(action);
        if (expected == null) {
          assertThatThrownBy(() -> host(() -> run(tenants, action, id)))
              .as(action + " in " + state)
              .isInstanceOf(TenantStateException.class)
              .hasMessageContainingAll(state.name(), action);
        } else {
          host(() -> run(tenants, action, id));
        }
        assertThat(strings("select state from partywall.tenant where id = '" + id + "'"))
            .as(action + " in " + state)
            .containsExactly((expected == null ? state : expected).name());
        count++;
      }
    }
    assertThat(count).isEqualTo(24);
  }

  private static boolean run(Tenants tenants, String action, TenantId id) {
    ACTIONS.get(action).accept(tenants, id);
    return true;
  }

  @Test
  void what_changes_how_a_tenant_is_served_changes_its_epoch_and_all_is_written_down() {
    TenantLifecycle tenants = tenants();
    TenantId id = host(() -> tenants.create(wanted("acme"))).tenant().id();
    assertThat(as("eve", () -> tenants.rename(id, TenantName.of("Acme2"))).tenant().epoch()).isEqualTo(1);
    assertThat(as("eve", () -> tenants.domains(id, Set.of(DomainName.of("acme.example")))).domains()).hasSize(1);
    assertThat(as("eve", () -> tenants.settings(id, Map.of("plan", "gold"))).tenant().settings())
        .containsEntry("plan", "gold");
    assertThat(as("eve", () -> tenants.suspend(id, "unpaid")).tenant().epoch()).isEqualTo(2);
    assertThat(registry.findById(id).orElseThrow().status()).isEqualTo(TenantStatus.SUSPENDED);
    assertThat(as("eve", () -> tenants.resume(id)).tenant().epoch()).isEqualTo(3);
    RegisteredTenant deleted = as("eve", () -> tenants.delete(id, "left"));
    assertThat(deleted.purgeAfter())
        .isBetween(Instant.now().plusSeconds(29 * 86_400), Instant.now().plusSeconds(31 * 86_400));
    assertThat(registry.findById(id)).isEmpty();
    assertThat(as("eve", () -> tenants.restore(id)).state()).isEqualTo(TenantState.SUSPENDED);
    assertThat(host(() -> tenants.audit(id, null, 100)).reversed())
        .extracting(AuditEntry::action)
        .containsExactly(
            "tenant.create",
            "tenant.change",
            "tenant.change",
            "tenant.change",
            "tenant.suspend",
            "tenant.resume",
            "tenant.delete",
            "tenant.restore");
    AuditEntry suspended =
        host(() -> tenants.audit(id, null, 100)).stream()
            .filter(entry -> entry.action().equals("tenant.suspend"))
            .findFirst()
            .orElseThrow();
    assertThat(suspended.actor()).isEqualTo("eve");
    assertThat(suspended.reason()).isEqualTo("unpaid");
    AuditEntry renamed = host(() -> tenants.audit(id, null, 100)).reversed().get(1);
    assertThat(renamed.details()).isEqualTo(Map.of("name", Map.of("from", "acme", "to", "Acme2")));
  }

  @Test
  void a_purged_tenant_is_gone_and_its_name_is_free() {
    TenantLifecycle tenants = tenants();
    TenantId id = host(() -> tenants.create(wanted("acme"))).tenant().id();
    host(() -> tenants.delete(id, "left"));
    var operation = host(() -> tenants.purge(id));
    assertThat(operation.steps()).containsExactly("begin", "data", "jobs");
    assertThat(host(() -> tenants.find(id))).isEmpty();
    assertThat(host(() -> tenants.purge(id)).id()).isEqualTo(operation.id());
    assertThat(strings("select title || settings from partywall.tenant")).containsExactly("{}");
    assertThat(strings("select text from note union all select word from word")).isEmpty();
    RegisteredTenant again = host(() -> tenants.create(wanted("acme")));
    assertThat(again.tenant().id()).isNotEqualTo(id);
    assertThatThrownBy(() -> host(() -> tenants.resume(TenantId.of(4711)))).isInstanceOf(TenantNotFoundException.class);
  }

  @Test
  void who_read_an_older_version_changes_nothing() {
    TenantLifecycle tenants = tenants();
    RegisteredTenant acme = host(() -> tenants.create(wanted("acme")));
    TenantId id = acme.tenant().id();
    Tenants expecting = tenants.expecting(acme.version());
    assertThat(host(() -> expecting.title(id, "one")).tenant().title()).isEqualTo("one");
    for (String action : List.of("change", "suspend", "delete")) {
      assertThatThrownBy(() -> host(() -> run(expecting, action, id)))
          .as(action)
          .isInstanceOf(TenantChangedException.class);
    }
    RegisteredTenant now =
        host(
            () ->
                tenants.change(
                    id, TenantChange.NONE.withName(TenantName.of("b")).withTitle("B").withSettings(Map.of("x", 1))));
    assertThat(now.tenant().name()).isEqualTo(TenantName.of("b"));
    assertThat(host(() -> tenants.audit(id, null, 1)).getFirst().details())
        .containsOnlyKeys("name", "title", "settings");
  }

  @Test
  void a_tenant_that_was_moved_to_the_configuration_is_not_purged() {
    RegisteredTenant acme = host(() -> tenants().create(wanted("acme").withSeed(Map.of("word", "kept"))));
    host(() -> tenants().delete(acme.tenant().id(), "moved"));
    Registry configured =
        opened(Registry.builder(door).configured(ConfiguredTenantStore.ofTenants(List.of(acme.tenant()))).start());
    TenantLifecycle tenants = opened(TenantLifecycle.builder(door, configured).settings(quiet).build());
    assertThatThrownBy(() -> host(() -> tenants.purge(acme.tenant().id())))
        .isInstanceOf(TenantStateException.class)
        .hasMessageContaining("configuration");
    assertThat(strings("select word from word")).containsExactly("kept");
  }
}
