package dev.partywall.spring.boot.identity;

import static dev.partywall.spring.boot.identity.IdentityNode.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.Tenants;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.identity.Role;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants of the registry, made while two nodes run: their users log in at once, and are out at once. */
@PartywallDatabases
class RegisteredTenantsTest {

  private static final String GOOD = "a good password";

  private static IdentityNode one;
  private static IdentityNode two;

  @BeforeAll
  static void start(TestDatabase database) {
    one = new IdentityNode(database, null, "--partywall.registry.enabled=true");
    two = new IdentityNode(database, null, "--partywall.registry.enabled=true");
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
  }

  private static <R> R asHost(Function<Tenants, R> work) {
    return Tenancy.host().<R, RuntimeException>call(() -> work.apply(one.bean(Tenants.class)));
  }

  private static TenantId create(String name, NewTenant.Home home) {
    NewTenant wanted = NewTenant.of(name).in(home).withSeed(Map.of("admin.name", "boss", "admin.password", GOOD));
    return asHost(tenants -> tenants.create(wanted)).tenant().id();
  }

  /** What a test may wait for: each node hears of changes by itself, and knows them all after this. */
  private static void heard() {
    List.of(one, two).forEach(node -> node.bean(Registry.class).refresh());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "schema", "isolated"})
  void aNewTenantsAdministratorLogsInAndIsOutWhenItIsSuspended(String home) {
    DatasourceName main = DatasourceName.MAIN;
    TenantId id =
        create(
            home,
            switch (home) {
              case "shared" -> new NewTenant.Home.Shared(main);
              case "schema" -> new NewTenant.Home.Schema(main);
              default -> new NewTenant.Home.Isolated(main);
            });
    heard();
    String address = "X-Tenant: " + home;
    String cookie = Http.cookies(one.form(address, "boss", GOOD));
    String token = two.bearer(address, "boss", GOOD);
    String boss = home + " boss TENANT_USER [ROLE_admin, orders.read]";
    assertThat(one.http.get("/who", address, cookie).body()).isEqualTo(boss);
    assertThat(two.http.get("/who", address, token).body()).isEqualTo(boss);
    RegisteredTenant suspended = asHost(tenants -> tenants.suspend(id, "unpaid"));
    heard();
    assertThat(suspended.tenant().epoch()).isGreaterThan(1);
    assertThat(one.http.get("/who", address, cookie).body()).contains("tenant-suspended");
    assertThat(two.http.get("/who", address, token).body()).contains("tenant-suspended");
    asHost(tenants -> tenants.resume(id));
    heard();
    assertThat(one.http.get("/who", address, cookie).body()).contains("session-ended");
    assertThat(two.http.get("/who", address, token).status()).isEqualTo(401);
    assertThat(two.http.get("/who", address, two.bearer(address, "boss", GOOD)).body()).isEqualTo(boss);
  }

  @Test
  void theHostsAuditTrailSaysWhoActedWhereAndWhy() {
    TenantId id = create("audited", new NewTenant.Home.Shared(DatasourceName.MAIN));
    heard();
    String user = one.user(Tenancy.host(), "olga", GOOD, Role.ADMIN).id().toString();
    String own = bearer(one.tokenAnswer("/host/identity/token", "X-Nobody: named", "olga", GOOD));
    String body = "{\"tenant\": \"audited\", \"reason\": \"ticket 4711\"}";
    String acting = bearer(one.http.post("/host/api/acting", "application/json", body, own));
    assertThat(two.http.get("/who", "X-Tenant: audited", acting).body()).startsWith("audited olga HOST_USER");
    assertThat(one.http.send("DELETE", "/host/api/acting", acting).status()).isEqualTo(204);
    List<Tenants.AuditEntry> entries = asHost(tenants -> tenants.audit(id, null, 10));
    assertThat(entries)
        .filteredOn(entry -> entry.action().startsWith("identity."))
        .extracting(Tenants.AuditEntry::action)
        .containsExactly("identity.acting-ended", "identity.acted", "identity.acting-began");
    assertThat(entries)
        .filteredOn(entry -> entry.action().startsWith("identity."))
        .allMatch(entry -> entry.actor().equals(user) && String.valueOf(entry.reason()).contains("ticket 4711"));
  }
}
