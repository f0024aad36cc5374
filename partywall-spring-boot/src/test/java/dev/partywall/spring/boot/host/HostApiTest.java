package dev.partywall.spring.boot.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.Operation.State;
import dev.partywall.spring.boot.app.TestTenants;
import dev.partywall.spring.boot.host.HostClient.Answer;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

/** The API over HTTP; each answer is held against its description. */
@SpringBootTest(
    classes = {HostApplication.class, HostApiTest.Beans.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:postgresql://localhost:1/none",
      "partywall.host-api.enabled=true",
      "partywall.resolve.domain.formats={tenant}.localhost",
      "spring.jackson.property-naming-strategy=SNAKE_CASE",
    })
class HostApiTest {

  private static final String TENANTS = "/host/api/tenants";

  @TestConfiguration(proxyBeanMethods = false)
  static class Beans {

    @Bean
    SteppedTenants tenants() {
      return new SteppedTenants();
    }

    @Bean
    TestTenants store() {
      return new TestTenants();
    }
  }

  @Autowired private SteppedTenants tenants;

  private final int port;
  private HostClient root;

  HostApiTest(@LocalServerPort int port) {
    this.port = port;
  }

  @BeforeEach
  void logIn() {
    root = HostClient.on(port).as("root");
    tenants.fail(null);
    tenants.pause(false);
  }

  @AfterAll
  static void everythingThatIsDescribedWasSeen() {
    Set<String> unseen = new TreeSet<>(new Description().statuses());
    unseen.removeAll(HostClient.SEEN);
    assertThat(unseen).isEmpty();
  }

  private String name() {
    return "t" + UUID.randomUUID();
  }

  /** Makes a tenant and gives its id. */
  private String make(String name) {
    Answer made = root.with("Prefer", "wait=30").post(TENANTS, "{\"name\": \"" + name + "\"}");
    assertThat(made.status()).isEqualTo(201);
    return made.at("/id");
  }

  private String delete(String id) {
    assertThat(root.delete(TENANTS + "/" + id + "?reason=over").at("/state")).isEqualTo("deleted");
    return id;
  }

  @Test
  void aCreateAnswersTheOperationThatMakesTheTenant() {
    tenants.pause(true);
    String name = name();
    Answer begun =
        root.post(
            TENANTS,
            """
            {"name": "%s", "title": "Initrode", "id": "900", "domains": ["shop.initrode.org"],
             "settings": {"theme": {"dark": true}, "limit": 2.5}, "placement": {"kind": "isolated"},
             "seed": {"admin.name": "bill"}}
            """
                .formatted(name));
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.at("/state")).isEqualTo("running");
    String location = begun.header("Location");
    assertThat(location).isEqualTo("/host/api/operations/" + begun.at("/id"));
    assertThat(root.get(location).json().at("/steps").values()).isEmpty();
    UUID operation = UUID.fromString(begun.at("/id"));
    tenants.step(operation, "register");
    assertThat(root.get(location).json().at("/steps").values()).hasSize(1);
    assertThat(root.get(TENANTS + "/900").at("/state")).isEqualTo("creating");
    tenants.end(operation, State.DONE);
    assertThat(root.get(location).at("/state")).isEqualTo("done");
    Answer tenant = root.get(TENANTS + "/900");
    assertThat(tenant.at("/title")).isEqualTo("Initrode");
    assertThat(tenant.at("/placement/kind")).isEqualTo("isolated");
    assertThat(tenant.at("/domains/0")).isEqualTo("shop.initrode.org");
    assertThat(tenant.json().at("/settings/theme/dark").asBoolean()).isTrue();
    assertThat(tenant.at("/purgeAfter")).isEmpty();
  }

  @Test
  void whoIsReadyToWaitGetsTheTenant() {
    Answer made = root.with("Prefer", "respond-async, wait=30").post(TENANTS, "{\"name\": \"" + name() + "\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(TENANTS + "/" + made.at("/id"));
    assertThat(made.header("Preference-Applied")).isEqualTo("wait=30");
    assertThat(made.header("ETag")).isEqualTo("\"" + made.at("/version") + "\"");
    tenants.pause(true);
    Answer late = root.with("Prefer", "wait=0").post(TENANTS, "{\"name\": \"" + name() + "\"}");
    assertThat(late.status()).isEqualTo(202);
  }

  @Test
  void aTenantThatCouldNotBeMadeIsToldToWhoWaited() throws Exception {
    tenants.pause(true);
    String body = "{\"name\": \"" + name() + "\"}";
    HostClient keyed = root.with("Idempotency-Key", UUID.randomUUID().toString());
    UUID operation = UUID.fromString(keyed.post(TENANTS, body).at("/id"));
    Thread undoing =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (tenants.watchers() == 0) {
                    Thread.onSpinWait();
                  }
                  tenants.undo(operation);
                  tenants.end(operation, State.UNDONE);
                });
    Answer failed = keyed.with("Prefer", "wait=30").post(TENANTS, body);
    undoing.join();
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.at("/code")).isEqualTo("tenant-not-created");
    assertThat(failed.at("/detail")).contains("no room").contains(operation.toString());
  }

  @Test
  void aKeyMeansOneTenantHoweverOftenItIsSent() {
    String body = "{\"name\": \"" + name() + "\"}";
    String key = UUID.randomUUID().toString();
    Answer first = root.with("Idempotency-Key", key).post(TENANTS, body);
    Answer again = root.with("Idempotency-Key", "\"" + key + "\"").post(TENANTS, body);
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    Answer other = root.with("Idempotency-Key", key).post(TENANTS, "{\"name\": \"" + name() + "\"}");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/code")).isEqualTo("idempotency-key-reused");
    assertThat(root.with("Idempotency-Key", "with blank").post(TENANTS, body).wrong())
        .containsExactly("Idempotency-Key");
  }

  @Test
  void aNameIsGivenOnce() {
    String name = name();
    make(name);
    Answer taken = root.post(TENANTS, "{\"name\": \"" + name.toUpperCase(java.util.Locale.ROOT) + "\"}");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.at("/code")).isEqualTo("tenant-name-taken");
  }

  @Test
  void allThatIsWrongWithABodyIsToldAtOnce() {
    Answer refused =
        root.post(
            TENANTS,
            """
            {"name": "no name", "id": "seven", "title": " ", "domains": ["10.0.0.1", "fine.example.org"],
             "settings": {"a": null}, "placement": {"kind": "far", "datasource": "nowhere", "region": "x"},
             "seed": {"n": 1}, "titel": "x"}
            """);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/code")).isEqualTo("request-invalid");
    assertThat(refused.wrong())
        .containsExactlyInAnyOrder(
            "name",
            "id",
            "title",
            "domains[0]",
            "settings.a",
            "placement.kind",
            "placement.datasource",
            "placement.region",
            "seed.n",
            "titel");
    assertThat(refused.response().body()).contains("there are domains, id, name, placement, seed, settings, title");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{} {}",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{\"name\": null}",
        "{\"name\": 7}",
        "{\"title\": \"x\"}",
        "{\"name\": \"a\", \"domains\": \"a.org\"}",
        "{\"name\": \"a\", \"settings\": []}",
        "{\"name\": \"a\", \"placement\": \"shared\"}",
        "{\"name\": \"a\", \"placement\": {}}",
        "{\"name\": \"a\", \"title\": \"x\\u0000\"}",
      })
  void whatIsNoTenantIsRefused(String body) {
    Answer refused = root.post(TENANTS, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.wrong()).isNotEmpty();
  }

  @Test
  void aBodyHasToBeJsonAndNotTooLarge() {
    assertThat(root.with("Content-Type", "text/plain").send("POST", TENANTS, "{}").status()).isEqualTo(415);
    String large = "{\"name\": \"" + "a".repeat(70_000) + "\"}";
    assertThat(root.post(TENANTS, large).status()).isEqualTo(413);
    String id = make(name());
    for (String method : List.of("PATCH", "POST")) {
      String path = TENANTS + "/" + id + (method.equals("POST") ? "/suspend" : "");
      assertThat(root.with("Content-Type", "text/plain").send(method, path, "{}").status()).isEqualTo(415);
      assertThat(root.with("Content-Type", "application/json").send(method, path, large).status()).isEqualTo(413);
      assertThat(root.with("Content-Type", "application/json").send(method, path, "[]").status()).isEqualTo(400);
    }
  }

  @Test
  void pagesFollowEachOther() {
    String prefix = "page" + UUID.randomUUID().toString().substring(0, 8);
    for (int i = 0; i < 5; i++) {
      make(prefix + i);
    }
    List<String> names = new java.util.ArrayList<>();
    String path = TENANTS + "?limit=2&state=active&text=" + prefix;
    int pages = 0;
    for (; !path.isEmpty(); pages++) {
      Answer page = root.get(path);
      page.json().at("/tenants").forEach(tenant -> names.add(tenant.get("name").asString()));
      path = page.at("/next");
      assertThat(page.header("Link")).isEqualTo(path.isEmpty() ? "" : "<" + path + ">; rel=\"next\"");
    }
    assertThat(names).containsExactly(prefix + 0, prefix + 1, prefix + 2, prefix + 3, prefix + 4);
    assertThat(pages).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=201", "limit=many", "state=gone", "after=no%20name", "after="})
  void wrongParametersAreTold(String query) {
    Answer refused = root.get(TENANTS + "?" + query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.wrong()).containsExactly(query.split("=")[0]);
  }

  @Test
  void aChangeIsMadeOnlyToWhatWasRead() {
    String id = make(name());
    String tag = root.get(TENANTS + "/" + id).header("ETag");
    Answer changed = root.with("If-Match", tag).patch(TENANTS + "/" + id, "{\"title\": \"New\"}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.at("/title")).isEqualTo("New");
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    for (String stale : List.of(tag, "\"0\"", "W/" + changed.header("ETag"), "\"x\"")) {
      Answer late = root.with("If-Match", stale).patch(TENANTS + "/" + id, "{\"title\": \"Late\"}");
      assertThat(late.status()).isEqualTo(412);
      assertThat(late.at("/code")).isEqualTo("tenant-changed");
    }
    String either = "\"0\", " + changed.header("ETag");
    assertThat(root.with("If-Match", either).patch(TENANTS + "/" + id, "{\"domains\": []}").status()).isEqualTo(200);
    assertThat(root.with("If-Match", "*").patch(TENANTS + "/" + id, "{\"settings\": {}}").status()).isEqualTo(200);
    assertThat(root.with("If-Match", "7").patch(TENANTS + "/" + id, "{}").wrong()).containsExactly("If-Match");
    assertThat(root.patch(TENANTS + "/" + id, "{\"id\": \"8\"}").wrong()).containsExactly("id");
    assertThat(root.patch(TENANTS + "/" + id, "{}").status()).isEqualTo(200);
  }

  @Test
  void whatWasReadIsNotSentAgain() {
    String id = make(name());
    String tag = root.get(TENANTS + "/" + id).header("ETag");
    assertThat(tag).isNotEmpty();
    for (String action : List.of("suspend", "resume", "restore", "purge")) {
      HostClient stale = root.with("If-Match", "\"0\"");
      Answer late =
          action.equals("suspend")
              ? stale.post(TENANTS + "/" + id + "/suspend", "{\"reason\": \"x\"}")
              : stale.post(TENANTS + "/" + id + "/" + action);
      assertThat(late.status()).isEqualTo(412);
    }
    assertThat(root.with("If-Match", "\"0\"").delete(TENANTS + "/" + id + "?reason=x").status()).isEqualTo(412);
  }

  @Test
  void theLifeOfATenant() {
    String id = make(name());
    String path = TENANTS + "/" + id;
    assertThat(root.post(path + "/suspend", "{\"reason\": \"unpaid\"}").at("/state")).isEqualTo("suspended");
    assertThat(root.post(path + "/suspend", "{\"reason\": \"unpaid\"}").status()).isEqualTo(409);
    assertThat(root.delete(path + "?reason=x").status()).isEqualTo(409);
    assertThat(root.post(path + "/resume").at("/state")).isEqualTo("active");
    assertThat(root.post(path + "/resume").at("/code")).isEqualTo("tenant-state");
    assertThat(root.post(path + "/purge").status()).isEqualTo(409);
    assertThat(root.post(path + "/restore").status()).isEqualTo(409);
    assertThat(root.delete(path).wrong()).containsExactly("reason");
    assertThat(root.post(path + "/suspend", "{}").wrong()).containsExactly("reason");
    assertThat(root.delete(path + "?reason=over").at("/purgeAfter")).isNotEmpty();
    assertThat(root.post(path + "/restore").at("/state")).isEqualTo("suspended");
    assertThat(root.post(path + "/resume").at("/state")).isEqualTo("active");
    delete(id);
    assertThat(root.with("Prefer", "wait=30").post(path + "/purge").at("/state")).isEqualTo("done");
    String other = delete(make(name()));
    assertThat(root.post(TENANTS + "/" + other + "/purge").status()).isEqualTo(202);
    assertThat(root.get(path).status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsSaid() {
    for (String action : List.of("", "/resume", "/restore", "/purge")) {
      Answer answer = action.isEmpty() ? root.get(TENANTS + "/123456789") : root.post(TENANTS + "/123456789" + action);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.at("/code")).isEqualTo("tenant-unknown");
      Answer malformed = action.isEmpty() ? root.get(TENANTS + "/acme") : root.post(TENANTS + "/acme" + action);
      assertThat(malformed.status()).isEqualTo(400);
    }
    assertThat(root.patch(TENANTS + "/123456789", "{\"title\": \"x\"}").status()).isEqualTo(404);
    assertThat(root.delete(TENANTS + "/123456789?reason=x").status()).isEqualTo(404);
    assertThat(root.post(TENANTS + "/123456789/suspend", "{\"reason\": \"x\"}").status()).isEqualTo(404);
    assertThat(root.get("/host/api/operations/" + UUID.randomUUID()).at("/code")).isEqualTo("operation-unknown");
    assertThat(root.get("/host/api/operations/7").status()).isEqualTo(404);
    assertThat(root.get("/host/api/operations/7/events").status()).isEqualTo(404);
  }

  @Test
  void aRenameToATakenNameChangesNothing() {
    String name = name();
    make(name);
    String id = make(name());
    tenants.fail(new dev.partywall.fleet.TenantNameTakenException("name", name, "it is another tenant's"));
    Answer refused = root.patch(TENANTS + "/" + id, "{\"name\": \"" + name + "\"}");
    assertThat(refused.status()).isEqualTo(409);
  }

  @Test
  void theAuditTrailIsRead() {
    String id = make(name());
    root.post(TENANTS + "/" + id + "/suspend", "{\"reason\": \"x\"}");
    root.post(TENANTS + "/" + id + "/resume");
    Answer first = root.get("/host/api/audit?limit=2&tenant=" + id);
    assertThat(first.json().at("/entries").values().stream().map(entry -> entry.get("action").asString()))
        .containsExactly("tenant.resume", "tenant.suspend");
    assertThat(first.at("/entries/0/actor")).isEqualTo("root");
    Answer second = root.get(first.at("/next"));
    assertThat(second.at("/entries/0/action")).isEqualTo("tenant.create");
    assertThat(second.at("/next")).isEmpty();
    assertThat(root.get("/host/api/audit?tenant=acme").status()).isEqualTo(400);
  }

  @Test
  void permissionsAreCheckedOneByOne() {
    HostClient reader = HostClient.on(port).as("reader");
    HostClient writer = HostClient.on(port).as("writer");
    HostClient olaf = HostClient.on(port).as("olaf");
    String id = delete(make(name()));
    assertThat(reader.get(TENANTS).status()).isEqualTo(200);
    assertThat(reader.post(TENANTS, "{\"name\": \"x\"}").at("/code")).isEqualTo("permission-missing");
    assertThat(writer.post(TENANTS + "/" + id + "/purge").status()).isEqualTo(403);
    assertThat(writer.post(TENANTS + "/" + id + "/restore").status()).isEqualTo(200);
    for (HostClient lacking : List.of(reader, olaf)) {
      assertThat(lacking.patch(TENANTS + "/" + id, "{}").status()).isEqualTo(403);
      assertThat(lacking.delete(TENANTS + "/" + id + "?reason=x").status()).isEqualTo(403);
      assertThat(lacking.post(TENANTS + "/" + id + "/suspend", "{}").status()).isEqualTo(403);
      assertThat(lacking.post(TENANTS + "/" + id + "/resume").status()).isEqualTo(403);
      assertThat(lacking.post(TENANTS + "/" + id + "/restore").status()).isEqualTo(403);
    }
    for (String path :
        List.of(
            TENANTS,
            TENANTS + "/" + id,
            "/host/api/operations/" + UUID.randomUUID(),
            "/host/api/operations/" + UUID.randomUUID() + "/events",
            "/host/api/audit",
            "/host/api/openapi.yaml")) {
      assertThat(olaf.get(path).at("/code")).isEqualTo("permission-missing");
    }
  }

  @Test
  void tenantsAndTheirUsersAndNobodyGetNothing() {
    HostClient nobody = HostClient.on(port);
    HostClient ada = nobody.as("ada");
    assertThat(nobody.get(TENANTS).at("/code")).isEqualTo("host-only");
    assertThat(ada.get(TENANTS).at("/code")).isEqualTo("host-only");
    assertThat(ada.get("/who").response().body()).isEqualTo("acme");
    assertThat(nobody.with("X-Tenant", "acme").get(TENANTS).at("/code")).isEqualTo("host-only");
    assertThat(root.with("X-Tenant", "acme").get(TENANTS).at("/code")).isEqualTo("tenant-mismatch");
    assertThat(root.get(TENANTS + "?x-tenant=acme").at("/code")).isEqualTo("tenant-mismatch");
    assertThat(root.with("Host", "acme.localhost").get(TENANTS).at("/code")).isEqualTo("tenant-mismatch");
    assertThat(nobody.as("nobody").get(TENANTS).status()).isEqualTo(401);
  }

  @Test
  void aPageOfAnotherOriginCannotUseTheBrowsersLogin() {
    String id = make(name());
    for (String site : List.of("cross-site", "same-site")) {
      Answer refused = root.with("Sec-Fetch-Site", site).post(TENANTS + "/" + id + "/resume");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.at("/code")).isEqualTo("cross-site-request");
      assertThat(root.with("Sec-Fetch-Site", site).get(TENANTS).status()).isEqualTo(200);
    }
    assertThat(root.with("Sec-Fetch-Site", "same-origin").patch(TENANTS + "/" + id, "{}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/host/api//tenants", "/host/api/tenants/", "/host/api;x=1/tenants", "/HOST/api/tenants"})
  void anotherSpellingOfThePathGivesATenantNothing(String path) {
    HostClient ada = HostClient.on(port).as("ada");
    java.net.http.HttpResponse<String> answer = ada.raw("GET", path);
    assertThat(answer.statusCode()).isIn(400, 403, 404);
    assertThat(answer.body()).doesNotContain("\"tenants\"");
  }

  @Test
  void whatTheApiHasNotIsToldAsAProblem() {
    assertThat(root.raw("PUT", TENANTS).statusCode()).isEqualTo(405);
    assertThat(root.raw("PUT", TENANTS).headers().firstValue("Allow")).isPresent();
    assertThat(root.raw("PUT", TENANTS).headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(root.raw("GET", TENANTS + "/1/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aDatabaseThatIsAwayIsSaid() {
    String id = make(name());
    String operation = root.post(TENANTS, "{\"name\": \"" + name() + "\"}").at("/id");
    List<RuntimeException> failures =
        List.of(
            new TenantStoreUnavailableException("registry", new IllegalStateException()),
            new IllegalStateException(new SQLException("gone", "08006")));
    for (RuntimeException failure : failures) {
      tenants.fail(failure);
      assertUnavailable(id, operation);
    }
    tenants.fail(new IllegalStateException("secret"));
    Answer unexpected = root.post(TENANTS, "{\"name\": \"x\"}");
    assertThat(unexpected.status()).isEqualTo(500);
    assertThat(unexpected.response().body()).doesNotContain("secret");
  }

  private void assertUnavailable(String id, String operation) {
    String path = TENANTS + "/" + id;
    assertThat(
            Stream.of(
                root.get(TENANTS),
                root.get(path),
                root.post(TENANTS, "{\"name\": \"x\"}"),
                root.patch(path, "{\"title\": \"x\"}"),
                root.delete(path + "?reason=x"),
                root.post(path + "/suspend", "{\"reason\": \"x\"}"),
                root.post(path + "/resume"),
                root.post(path + "/restore"),
                root.post(path + "/purge"),
                root.get("/host/api/operations/" + operation),
                root.get("/host/api/operations/" + operation + "/events"),
                root.get("/host/api/audit")))
        .allMatch(answer -> answer.status() == 503);
  }

  @Test
  void progressIsToldStepByStepAndAgainToWhoComesBack() throws Exception {
    tenants.pause(true);
    UUID operation = UUID.fromString(root.post(TENANTS, "{\"name\": \"" + name() + "\"}").at("/id"));
    String path = "/host/api/operations/" + operation + "/events";
    tenants.step(operation, "register");
    HttpResponse<Stream<String>> response = root.stream(path);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
    try (Stream<String> lines = response.body()) {
      Iterator<String> told = lines.iterator();
      assertEvent(told, "1", "step", "{\"number\":1,\"step\":\"register\"}", "{\"step\":\"register\",\"number\":1}");
      tenants.step(operation, "database");
      assertEvent(told, "2", "step", "{\"number\":2,\"step\":\"database\"}", "{\"step\":\"database\",\"number\":2}");
    }
    tenants.step(operation, "seed");
    HttpResponse<Stream<String>> again = root.with("Last-Event-ID", "2").stream(path);
    Iterator<String> told = again.body().iterator();
    assertEvent(told, "3", "step", "{\"number\":3,\"step\":\"seed\"}", "{\"step\":\"seed\",\"number\":3}");
    tenants.undo(operation);
    assertThat(told.next()).isEqualTo("id:3u");
    assertThat(told.next()).isEqualTo("event:undoing");
    assertThat(told.next()).contains("\"no room\"");
    assertThat(told.next()).isEmpty();
    tenants.end(operation, State.UNDONE);
    assertThat(told.next()).isEqualTo("id:3ue");
    assertThat(told.next()).isEqualTo("event:undone");
    assertThat(told.next()).startsWith("data:{\"id\":\"" + operation);
    assertThat(told.next()).isEmpty();
    assertThat(told.hasNext()).as("the stream ends with the operation").isFalse();
    Answer over = root.with("Last-Event-ID", "3ue").get(path);
    assertThat(over.status()).as("a client that knows the end does not come back").isEqualTo(204);
    assertThat(root.get(path).response().body()).contains("event:step").contains("event:undone");
    awaitNobodyWatches();
  }

  private static void assertEvent(Iterator<String> lines, String id, String event, String... oneOf) {
    assertThat(lines.next()).isEqualTo("id:" + id);
    assertThat(lines.next()).isEqualTo("event:" + event);
    assertThat(Stream.of(oneOf).map(data -> "data:" + data)).contains(lines.next());
    assertThat(lines.next()).isEmpty();
  }

  private void awaitNobodyWatches() {
    dev.partywall.spring.boot.app.Nodes.eventually(() -> tenants.watchers() == 0);
  }

  @Test
  void theDescriptionIsServed() {
    Answer yaml = root.get("/host/api/openapi.yaml");
    assertThat(yaml.response().body()).startsWith("openapi: 3.1.0");
  }
}
