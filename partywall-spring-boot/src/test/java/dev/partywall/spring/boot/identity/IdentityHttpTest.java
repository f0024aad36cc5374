package dev.partywall.spring.boot.identity;

import static dev.partywall.spring.boot.identity.IdentityNode.basic;
import static dev.partywall.spring.boot.identity.IdentityNode.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantStatus;
import dev.partywall.identity.IdentityEvent;
import dev.partywall.identity.IdentityEvent.Kind;
import dev.partywall.identity.NewUser;
import dev.partywall.identity.Role;
import dev.partywall.identity.Roles;
import dev.partywall.identity.User;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Log-ins, sessions and tokens over HTTP, on two nodes that share a database and nothing else. */
@PartywallDatabases
class IdentityHttpTest {

  private static final String ACME = "X-Tenant: acme";
  private static final String GLOBEX = "X-Tenant: globex";
  private static final String HOST = "X-Nobody: named";
  private static final String GOOD = "a good password";
  private static final String JSON = "application/json";

  private static MutableTenants tenants;
  private static IdentityNode one;
  private static IdentityNode two;

  private Tenancy acme;
  private Tenancy globex;

  @BeforeAll
  static void start(TestDatabase database) {
    tenants = new MutableTenants(Tenant.of(1, "acme"), Tenant.of(2, "globex"));
    one = new IdentityNode(database, tenants);
    two =
        new IdentityNode(
            database,
            tenants,
            "--partywall.identity.delay=0s",
            "--partywall.identity.token.secret=" + IdentityNode.OTHER_SECRET,
            "--partywall.identity.token.previous-secrets[0]=" + IdentityNode.SECRET);
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
  }

  @BeforeEach
  void empty(TestDatabase database) {
    database.execute("truncate pw_user, pw_role, pw_login_failure, pw_acting");
    for (String name : List.of("acme", "globex")) {
      if (tenants.tenant(name).status() != TenantStatus.ACTIVE) {
        tenants.status(name, TenantStatus.ACTIVE);
      }
    }
    acme = Tenancy.of(tenants.tenant("acme"));
    globex = Tenancy.of(tenants.tenant("globex"));
    IdentityApplication.EVENTS.clear();
  }

  private static String who(IdentityNode node, String... headers) {
    return node.http.get("/who", headers).body();
  }

  private static String cookie(Http.Response loggedIn) {
    assertThat(loggedIn.status()).isEqualTo(302);
    assertThat(loggedIn.header("Location")).hasValueSatisfying(to -> assertThat(to).doesNotContain("error"));
    return Http.cookies(loggedIn);
  }

  @Test
  void aFormLogsUsersInWithoutAnyCodeOfTheApplications() {
    one.user(acme, "ada", GOOD, Role.ADMIN);
    Http.Response page = one.http.get("/login", ACME);
    Http.Response loggedIn = one.form(ACME, "ada", GOOD);
    assertThat(who(one, ACME, cookie(loggedIn))).isEqualTo("acme ada TENANT_USER [ROLE_admin, orders.read]");
    assertThat(Http.cookies(loggedIn)).isNotEqualTo(Http.cookies(page));
    assertThat(one.form(ACME, "ada", "wrong password").header("Location"))
        .hasValueSatisfying(to -> assertThat(to).contains("error"));
  }

  @Test
  void writingNeedsTheFormsTokenInASessionAndNotWithABearer() {
    one.user(acme, "ada", GOOD);
    String cookie = cookie(one.form(ACME, "ada", GOOD));
    assertThat(one.http.send("POST", "/write", ACME, cookie).status()).isEqualTo(403);
    assertThat(one.http.send("POST", "/write", ACME, one.bearer(ACME, "ada", GOOD)).body()).isEqualTo("written");
  }

  @Test
  void usersAreThoseOfTheAddress() {
    one.user(acme, "ada", "password of acme");
    one.user(globex, "ada", "password of globex");
    one.user(Tenancy.host(), "ada", "password of host");
    assertThat(who(one, ACME, basic("ada", "password of acme"))).isEqualTo("acme ada TENANT_USER []");
    assertThat(who(one, GLOBEX, basic("ADA", "password of globex"))).isEqualTo("globex ada TENANT_USER []");
    assertThat(who(one, HOST, basic("ada", "password of host"))).isEqualTo("host ada HOST_USER []");
    assertThat(one.http.get("/who", ACME, basic("ada", "password of globex")).status()).isEqualTo(401);
    assertThat(one.http.get("/who", ACME, basic("ada", "password of host")).status()).isEqualTo(401);
    assertThat(one.http.get("/who", HOST, basic("ada", "password of acme")).status()).isEqualTo(401);
    assertThat(one.http.get("/who", "X-Tenant: nobody", basic("ada", "password of acme")).status()).isEqualTo(401);
  }

  @Test
  void aSessionOrTokenOfOneTenantIsRefusedInAnother() {
    one.user(acme, "ada", GOOD);
    one.user(globex, "ada", GOOD);
    String cookie = cookie(one.form(ACME, "ada", GOOD));
    String token = one.bearer(ACME, "ada", GOOD);
    for (String proof : List.of(cookie, token)) {
      assertThat(who(one, ACME, proof)).startsWith("acme ada");
      assertThat(who(one, proof)).startsWith("acme ada");
      Http.Response refused = one.http.get("/who", GLOBEX, proof);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("tenant-mismatch");
      assertThat(one.http.get("/host/api/acting", proof).status()).isEqualTo(403);
    }
  }

  @Test
  void suspendingATenantEndsItsSessionsAndTokensAtOnceOnEveryNode() {
    one.user(acme, "ada", GOOD);
    one.user(globex, "ben", GOOD);
    String first = cookie(one.form(ACME, "ada", GOOD));
    String second = cookie(two.form(ACME, "ada", GOOD));
    String token = one.bearer(ACME, "ada", GOOD);
    String other = cookie(one.form(GLOBEX, "ben", GOOD));
    tenants.status("acme", TenantStatus.SUSPENDED);
    for (Http.Response refused :
        List.of(
            one.http.get("/who", ACME, first),
            two.http.get("/who", ACME, second),
            one.http.get("/who", ACME, token),
            two.http.get("/who", ACME, token))) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("tenant-suspended");
    }
    tenants.status("acme", TenantStatus.ACTIVE);
    assertThat(one.http.get("/who", ACME, first).body()).contains("session-ended");
    assertThat(two.http.get("/who", ACME, second).status()).isEqualTo(401);
    assertThat(one.http.get("/who", ACME, token).status()).isEqualTo(401);
    assertThat(two.http.get("/who", ACME, token).status()).isEqualTo(401);
    // The servlet session is gone: whoever comes with its cookie is nobody.
    assertThat(one.http.get("/who", ACME, first, "Accept: text/html").status()).isEqualTo(302);
    assertThat(who(one, GLOBEX, other)).startsWith("globex ben");
    assertThat(who(one, ACME, cookie(one.form(ACME, "ada", GOOD)))).startsWith("acme ada");
  }

  @Test
  void aTenantCanBeRenamedWhileItsUsersAreLoggedIn() {
    one.user(acme, "ada", GOOD);
    String cookie = cookie(one.form(ACME, "ada", GOOD));
    String token = one.bearer(ACME, "ada", GOOD);
    tenants.rename("acme", "acme-inc");
    try {
      assertThat(who(one, "X-Tenant: acme-inc", cookie)).startsWith("acme-inc ada");
      assertThat(who(one, "X-Tenant: acme-inc", token)).startsWith("acme-inc ada");
    } finally {
      tenants.rename("acme-inc", "acme");
    }
  }

  @Test
  void aChangeOfAUserEndsItsSessionsAtOnceWhereItIsMadeAndWhereNobodyWaits() {
    User ada = one.user(acme, "ada", GOOD);
    String first = cookie(one.form(ACME, "ada", GOOD));
    String second = cookie(two.form(ACME, "ada", GOOD));
    String token = two.bearer(ACME, "ada", GOOD);
    assertThat(who(one, ACME, first)).startsWith("acme ada");
    assertThat(who(two, ACME, second)).startsWith("acme ada");
    assertThat(who(two, ACME, token)).startsWith("acme ada");
    one.users(acme, users -> users.setRoles(ada.id(), Set.of(Role.ADMIN)));
    assertThat(one.http.get("/who", ACME, first).body()).contains("session-ended");
    assertThat(two.http.get("/who", ACME, second).body()).contains("session-ended");
    assertThat(two.http.get("/who", ACME, token).status()).isEqualTo(401);
  }

  @Test
  void whatATokenGrantsIsLookedUp() {
    acme.run(() -> one.bean(Roles.class).set(new Role("sales", "Sales", Set.of("orders.read"))));
    one.user(acme, "ada", GOOD, "sales");
    Http.Response answer = one.tokenAnswer("/identity/token", ACME, "ada", GOOD);
    assertThat(answer.body()).contains("\"expires_in\":900").contains("\"token_type\":\"Bearer\"");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(who(one, ACME, bearer(answer))).isEqualTo("acme ada TENANT_USER [ROLE_sales, orders.read]");
    assertThat(bearer(answer).length()).isLessThan(500);
  }

  @Test
  void aTokenOfThePreviousSecretIsGoodUntilItIsOver() {
    one.user(acme, "ada", GOOD);
    assertThat(who(two, ACME, one.bearer(ACME, "ada", GOOD))).startsWith("acme ada");
    assertThat(one.http.get("/who", ACME, two.bearer(ACME, "ada", GOOD)).status()).isEqualTo(401);
    assertThat(one.http.get("/who", ACME, one.bearer(ACME, "ada", GOOD) + "x").status()).isEqualTo(401);
  }

  @Test
  void bruteForceIsLockedOutAndTellsNothingOfNames() {
    one.user(acme, "ada", GOOD);
    for (int i = 0; i < 5; i++) {
      IdentityNode node = i % 2 == 0 ? one : two;
      Http.Response known = node.tokenAnswer("/identity/token", ACME, "ada", "guess " + i);
      Http.Response unknown = node.tokenAnswer("/identity/token", ACME, "nobody", "guess " + i);
      assertThat(known.status()).isEqualTo(401);
      assertThat(unknown.body()).isEqualTo(known.body());
    }
    Http.Response known = two.tokenAnswer("/identity/token", ACME, "ada", GOOD);
    Http.Response unknown = two.tokenAnswer("/identity/token", ACME, "nobody", GOOD);
    assertThat(known.status()).isEqualTo(429);
    assertThat(unknown.status()).isEqualTo(429);
    assertThat(unknown.body()).isEqualTo(known.body());
    assertThat(one.http.get("/who", ACME, basic("ada", GOOD)).status()).isEqualTo(401);
  }

  @Test
  void aOneTimePasswordHasToBeChangedFirst() {
    String once = one.users(acme, users -> users.create(NewUser.of("ada")).oneTimePassword());
    assertThat(one.tokenAnswer("/identity/token", ACME, "ada", once).body()).contains("password-change-required");
    assertThat(one.form(ACME, "ada", once).header("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/identity/password?user=ada"));
    assertThat(one.http.get("/identity/password?user=%22%3E%3Cb", ACME).body())
        .contains("Change the password")
        .contains("value=\"&quot;&gt;&lt;b\"");
    assertThat(change(once, "short").status()).isEqualTo(422);
    assertThat(change("wrong password", GOOD).status()).isEqualTo(401);
    assertThat(change(once, GOOD).status()).isEqualTo(204);
    assertThat(who(one, ACME, basic("ada", GOOD))).startsWith("acme ada");
    Http.Response page =
        one.http.post(
            "/identity/password",
            "application/x-www-form-urlencoded",
            "user=ada&password=a+good+password&new_password=another+good+one",
            ACME);
    assertThat(page.status()).isEqualTo(303);
    assertThat(who(one, ACME, basic("ada", "another good one"))).startsWith("acme ada");
  }

  private static Http.Response change(String present, String wanted) {
    String body = "{\"user\":\"ada\",\"password\":\"" + present + "\",\"new_password\":\"" + wanted + "\"}";
    return one.http.post("/identity/password", JSON, body, ACME);
  }

  @Test
  void usersOfTheHostGetTokensBelowHost() {
    one.user(Tenancy.host(), "olga", GOOD, Role.ADMIN);
    String token = bearer(one.tokenAnswer("/host/identity/token", HOST, "olga", GOOD));
    assertThat(who(one, token))
        .isEqualTo("host olga HOST_USER [ROLE_admin, tenants.act, tenants.purge, tenants.read, tenants.write]");
    assertThat(one.tokenAnswer("/host/identity/token", ACME, "olga", GOOD).status()).isEqualTo(403);
  }

  @Test
  void aUserOfTheHostActsInATenantWithATokenForAReasonAndUntilTheEnd() {
    one.user(Tenancy.host(), "olga", GOOD, Role.ADMIN);
    String own = bearer(one.tokenAnswer("/host/identity/token", HOST, "olga", GOOD));
    assertThat(one.http.get("/who", ACME, own).body()).contains("tenant-mismatch");
    assertThat(act(own, "acme", "").status()).isEqualTo(422);
    assertThat(act(own, "nobody", "ticket 7").status()).isEqualTo(404);
    Http.Response began = act(own, "acme", "ticket 7");
    assertThat(began.status()).isEqualTo(201);
    String acting = bearer(began);
    assertThat(who(two, ACME, acting))
        .isEqualTo(
            "acme olga HOST_USER [ROLE_admin, orders.read, tenants.act, tenants.purge, tenants.read, tenants.write]"
                + " acting true");
    assertThat(one.http.get("/who", GLOBEX, acting).body()).contains("tenant-mismatch");
    assertThat(one.http.get("/who", ACME, own).body()).contains("tenant-mismatch");
    assertThat(one.http.send("DELETE", "/host/api/acting", acting).status()).isEqualTo(204);
    assertThat(one.http.get("/who", ACME, acting).status()).isEqualTo(401);
    assertThat(two.http.get("/who", ACME, acting).status()).isEqualTo(401);
    assertThat(acts()).containsExactly(Kind.ACTING_BEGAN, Kind.ACTED, Kind.ACTING_ENDED);
    assertThat(IdentityApplication.EVENTS)
        .filteredOn(event -> event.kind() == Kind.ACTED)
        .allMatch(event -> event.detail().equals("GET /who (ticket 7)") && event.tenancy().label().equals("acme"));
  }

  @Test
  void aUserOfTheHostActsInATenantWithASession() {
    one.user(Tenancy.host(), "olga", GOOD, Role.ADMIN);
    Http.Response loggedIn = one.form(HOST, "olga", GOOD);
    String cookie = cookie(loggedIn);
    Http.Response page = one.http.get("/csrf", cookie);
    String csrf = "X-CSRF-TOKEN: " + page.body();
    String body = "{\"tenant\": \"acme\", \"reason\": \"ticket 8\", \"minutes\": 5}";
    assertThat(one.http.post("/host/api/acting", JSON, body, cookie).status()).isEqualTo(403);
    Http.Response began = one.http.post("/host/api/acting", JSON, body, cookie, csrf);
    assertThat(began.status()).isEqualTo(201);
    assertThat(began.body()).doesNotContain("access_token");
    assertThat(who(one, ACME, cookie))
        .startsWith("acme olga HOST_USER")
        .contains("orders.read")
        .contains("acting true");
    assertThat(who(one, HOST, cookie)).startsWith("host olga HOST_USER");
    assertThat(one.http.get("/who", GLOBEX, cookie).body()).contains("tenant-mismatch");
    assertThat(one.http.send("DELETE", "/host/api/acting", cookie, csrf).status()).isEqualTo(204);
    assertThat(one.http.get("/who", ACME, cookie).body()).contains("tenant-mismatch");
    assertThat(who(one, HOST, cookie)).doesNotContain("orders.read");
  }

  @Test
  void actingThatWasEndedElsewhereEndsHere(TestDatabase database) {
    one.user(Tenancy.host(), "olga", GOOD, Role.ADMIN);
    String own = bearer(two.tokenAnswer("/host/identity/token", HOST, "olga", GOOD));
    String acting = bearer(act(two, own, "acme", "ticket 9"));
    assertThat(who(two, ACME, acting)).startsWith("acme olga");
    database.execute("update pw_acting set until = now() - interval '1 second'");
    assertThat(two.http.get("/who", ACME, acting).status()).isEqualTo(401);
  }

  @Test
  void onlyWhoMayActBegins() {
    Tenancy.host().run(() -> one.bean(Roles.class).set(new Role("desk", "Desk", Set.of("tenants.read"))));
    one.user(Tenancy.host(), "desk", GOOD, "desk");
    one.user(acme, "ada", GOOD, Role.ADMIN);
    String desk = bearer(one.tokenAnswer("/host/identity/token", HOST, "desk", GOOD));
    assertThat(act(desk, "acme", "ticket 7").body()).contains("acting-refused");
    assertThat(act(one.bearer(ACME, "ada", GOOD), "globex", "ticket 7").body()).contains("host-only");
    assertThat(one.http.post("/host/api/acting", JSON, "{}").status()).isIn(401, 403);
    assertThat(acts()).isEmpty();
  }

  private static Http.Response act(String proof, String tenant, String reason) {
    return act(one, proof, tenant, reason);
  }

  private static Http.Response act(IdentityNode node, String proof, String tenant, String reason) {
    String body = "{\"tenant\": \"" + tenant + "\", \"reason\": \"" + reason + "\"}";
    return node.http.post("/host/api/acting", JSON, body, proof);
  }

  private static List<Kind> acts() {
    return IdentityApplication.EVENTS.stream()
        .map(IdentityEvent::kind)
        .filter(Set.of(Kind.ACTED, Kind.ACTING_BEGAN, Kind.ACTING_ENDED)::contains)
        .toList();
  }

  @Test
  void whoWasDisabledIsNotServedWhereNoTenantIsNeededEither() {
    User olga = one.user(Tenancy.host(), "olga", GOOD, Role.ADMIN);
    String cookie = cookie(one.form(HOST, "olga", GOOD));
    assertThat(one.http.get("/css/open", cookie).body()).isEqualTo("unbound");
    one.users(Tenancy.host(), users -> users.disable(olga.id()));
    assertThat(one.http.get("/css/open", cookie).body()).contains("session-ended");
  }

  @Test
  void onHostPathsUsersLogInAmongTheHostsWhateverTheFallback(TestDatabase database) {
    one.user(Tenancy.host(), "olga", GOOD);
    one.user(acme, "ada", GOOD);
    for (String fallback : List.of("refuse", "host-users")) {
      try (IdentityNode node =
          new IdentityNode(
              database,
              tenants,
              "--partywall.resolve.fallback=" + fallback,
              "--partywall.resolve.host-paths=/host/who")) {
        assertThat(node.http.get("/host/who", basic("olga", GOOD)).body()).startsWith("host olga HOST_USER");
        assertThat(node.http.get("/host/who", basic("ada", GOOD)).status()).isEqualTo(401);
        assertThat(node.http.get("/host/who").status()).isEqualTo(401);
        assertThat(node.http.get("/host/who", ACME, basic("olga", GOOD)).body()).contains("tenant-mismatch");
        assertThat(node.http.get("/who", basic("olga", GOOD)).status())
            .isEqualTo(fallback.equals("refuse") ? 401 : 200);
      }
    }
  }

  @Test
  void withOneTenantEverybodyIsItsUser(TestDatabase database) {
    try (IdentityNode node = new IdentityNode(database, tenants, "--partywall.enabled=false")) {
      one.user(acme, "ada", GOOD); // the only tenant's id is 1, too
      String cookie = cookie(node.form(HOST, "ada", GOOD));
      assertThat(who(node, cookie)).contains(" ada TENANT_USER");
      assertThat(who(node, node.bearer(HOST, "ada", GOOD))).contains(" ada TENANT_USER");
    }
  }

  @Test
  void whereUsersCannotBeReadNobodyIsServed(TestDatabase database) {
    one.user(acme, "ada", GOOD);
    String token = two.bearer(ACME, "ada", GOOD);
    String cookie = cookie(two.form(ACME, "ada", GOOD));
    database.execute("alter table pw_user rename to pw_user_away");
    try {
      assertThat(two.http.get("/who", ACME, cookie).body()).contains("session-unverified");
      assertThat(two.http.get("/who", ACME, token).status()).isGreaterThanOrEqualTo(401);
      assertThat(two.http.get("/who", ACME, basic("ada", GOOD)).status()).isGreaterThanOrEqualTo(401);
    } finally {
      database.execute("alter table pw_user_away rename to pw_user");
    }
    assertThat(who(two, ACME, cookie)).startsWith("acme ada");
  }

  @Test
  void alsoWhereTheAddressAloneDecidesASessionIsOfNoUseElsewhere(TestDatabase database) {
    User ada = one.user(acme, "ada", GOOD);
    one.user(Tenancy.host(), "olga", GOOD);
    try (IdentityNode node = new IdentityNode(database, tenants, "--partywall.resolve.order=header")) {
      String cookie = cookie(node.form(ACME, "ada", GOOD));
      String token = node.bearer(ACME, "ada", GOOD);
      String ofHost = cookie(node.form(HOST, "olga", GOOD));
      assertThat(who(node, ACME, cookie)).startsWith("acme ada");
      assertThat(who(node, ACME, token)).startsWith("acme ada");
      assertThat(node.http.get("/who", GLOBEX, cookie).body()).contains("tenant-mismatch");
      assertThat(node.http.get("/who", GLOBEX, token).body()).contains("tenant-mismatch");
      assertThat(node.http.get("/who", HOST, cookie).body()).contains("tenant-mismatch");
      assertThat(node.http.get("/who", ACME, ofHost).body()).contains("tenant-mismatch");
      one.users(acme, users -> users.lock(ada.id()));
      tenants.status("acme", TenantStatus.SUSPENDED);
      tenants.status("acme", TenantStatus.ACTIVE);
      assertThat(node.http.get("/who", ACME, cookie).body()).contains("session-ended");
    }
  }

  @Test
  void aLogOutEndsTheSession() {
    one.user(acme, "ada", GOOD);
    String cookie = cookie(one.form(ACME, "ada", GOOD));
    String csrf = IdentityNode.csrf(one.http.get("/logout", ACME, cookie));
    Http.Response out = one.http.post("/logout", "application/x-www-form-urlencoded", "_csrf=" + csrf, ACME, cookie);
    assertThat(out.status()).isIn(204, 302); // as the client says that it wants no page
    assertThat(one.http.get("/who", ACME, cookie).status()).isIn(302, 401);
  }

  @Test
  void nothingElseBelowThePathIsOpen() {
    assertThat(one.http.get("/identity/who", ACME).status()).isIn(302, 401);
    assertThat(one.http.get("/host/identity/who").status()).isIn(302, 401);
    one.user(acme, "ada", GOOD);
    assertThat(one.http.get("/identity/who", ACME, basic("ada", GOOD)).body()).startsWith("acme ada");
  }

  @Test
  void aTokenIsNotGivenForNothing() {
    assertThat(one.http.post("/identity/token", "application/json", "{\"user\": null}", ACME).status()).isEqualTo(401);
  }
}
