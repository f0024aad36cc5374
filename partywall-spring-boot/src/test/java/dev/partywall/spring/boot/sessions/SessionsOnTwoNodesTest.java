package dev.partywall.spring.boot.sessions;

import static dev.partywall.spring.boot.app.WebApplication.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.partywall.spring.boot.actuate.DatasourcesEndpoint;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.Nodes;
import dev.partywall.spring.boot.app.TestRedis;
import dev.partywall.spring.boot.app.Went;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers of an application with two nodes, whose standbys stand still: nobody may miss what they wrote. */
class SessionsOnTwoNodesTest {

  private static final String ADA = bearer("ada", Map.of("tenant", "acme"));
  private static final String EVE = bearer("eve", Map.of("tenant", "acme"));
  private static final String ACME = "X-Tenant: acme";

  private static Nodes nodes;
  private static TestRedis redis;
  private static Http one;
  private static Http two;
  private static Went went;

  @BeforeAll
  static void start() {
    nodes = new Nodes(2);
    redis = new TestRedis();
    String[] settings = {
      "--partywall.sessions.redis.url=" + redis.url(),
      "--partywall.sessions.secret=" + Nodes.SECRET,
      "--partywall.sessions.propagate-to=localhost",
      "--management.endpoints.web.exposure.include=datasources"
    };
    one = nodes.start(settings);
    two = nodes.start(settings);
    went = nodes.application().getBean(Went.class);
  }

  @AfterAll
  static void stop() {
    nodes.close();
    redis.close();
  }

  @BeforeEach
  void begin() {
    one.send("PUT", "/pages/1?text=old", EVE);
    nodes.cluster().awaitCaughtUp();
    one.get("/pages/1", EVE); // has Redis remember that it lives
    redis.letTimePass();
    nodes.pause();
  }

  @AfterEach
  void end() {
    nodes.resume();
  }

  @Test
  void a_user_reads_on_one_node_what_it_wrote_on_the_other() {
    Http.Response put = one.send("PUT", "/pages/1?text=new", ADA);
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.header("Set-Cookie")).isEmpty();
    assertThat(two.get("/pages/1", ADA).body()).isEqualTo("new");
    assertThat(went.last()).isEqualTo("write-1 writer-session-behind");
    assertThat(two.get("/pages/1", bearer("bob", Map.of("tenant", "acme"))).body()).isEqualTo("old");
    assertThat(went.last()).startsWith("read-").endsWith("reader-any");
    nodes.resume();
    Nodes.eventually(() -> two.get("/pages/1", ADA).body().equals("new") && went.last().endsWith("reader-caught-up"));
    nodes.pause();
  }

  @Test
  void a_caller_without_a_name_reads_what_it_wrote_by_cookies() {
    Http.Response put = one.send("PUT", "/pages/1?text=new", ACME);
    String cookies = Http.cookies(put);
    assertThat(cookies).contains("partywall-session=", "partywall-position-");
    assertThat(put.headers())
        .filteredOn(header -> header.startsWith("Set-Cookie: partywall-"))
        .hasSize(2)
        .allSatisfy(
            header -> assertThat(header).contains("HttpOnly", "SameSite=Lax", "Max-Age").doesNotContain("Secure"));
    assertThat(two.get("/pages/1", ACME, cookies).body()).isEqualTo("new");
    for (String cookie : cookies.substring("Cookie: ".length()).split("; ")) {
      assertThat(two.get("/pages/1", ACME, "Cookie: " + cookie).body()).as(cookie).isEqualTo("new");
    }
    assertThat(two.get("/pages/1", ACME).body()).isEqualTo("old");
  }

  @Test
  void who_only_reads_gets_no_cookie() {
    assertThat(one.get("/pages/1", ACME).header("Set-Cookie")).isEmpty();
    assertThat(one.get("/pages/1", ADA).header("Set-Cookie")).isEmpty();
  }

  @Test
  void what_was_written_before_the_login_is_seen_after_it() {
    String cookies = Http.cookies(one.send("PUT", "/pages/1?text=new", ACME));
    assertThat(two.get("/pages/1", bearer("new", Map.of("tenant", "acme")), cookies).body()).isEqualTo("new");
  }

  @Test
  void answers_to_parallel_requests_that_come_in_another_order_lose_nothing() {
    Http.Response first = one.send("PUT", "/pages/1?text=new", ACME);
    Http.Response second = one.send("PUT", "/pages/2?text=new", ACME);
    for (String cookies : new String[] {Http.cookies(first, second), Http.cookies(second, first)}) {
      assertThat(two.get("/pages/1", ACME, cookies).body()).isEqualTo("new");
      assertThat(two.get("/pages/2", ACME, cookies).body()).isEqualTo("new");
      Http.Response third = two.send("PUT", "/pages/3?text=new", ACME, cookies);
      String after = Http.cookies(first, second, third);
      assertThat(after.split("partywall-position-")).hasSize(2);
      assertThat(two.get("/pages/2", ACME, after).body()).isEqualTo("new");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pages/1/streamed", "/pages/1/broken", "/pages/1/echo"})
  void cookies_are_in_time_for_any_answer(String path) {
    Http.Response put = one.send("PUT", path + "?text=new", ACME);
    assertThat(two.get("/pages/1", ACME, Http.cookies(put)).body()).isEqualTo("new");
  }

  @Test
  void after_a_flush_of_redis_the_writer_serves() {
    one.send("PUT", "/pages/1?text=new", ADA);
    redis.flush();
    assertThat(two.get("/pages/1", ADA).body()).isEqualTo("new");
    assertThat(went.last()).isEqualTo("write-1 writer-session-unknown");
  }

  @Test
  void without_redis_the_writer_serves_and_the_caller_is_told_what_it_wrote() {
    redis.stop();
    try {
      Http.Response put = one.send("PUT", "/pages/1?text=new", ADA);
      assertThat(put.status()).isEqualTo(200);
      assertThat(two.get("/pages/1", ADA).body()).isEqualTo("new");
      assertThat(went.last()).isEqualTo("write-1 writer-session-unknown");
      redis.start();
      Nodes.eventually(SessionsOnTwoNodesTest::isRedisKnownAgain);
      String cookies = Http.cookies(put);
      assertThat(cookies).contains("partywall-position-");
      Nodes.eventually(
          () -> two.get("/pages/1", ADA, cookies).body().equals("new") && went.last().endsWith("session-behind"));
    } finally {
      redis.start();
    }
  }

  private static boolean isRedisKnownAgain() {
    redis.letTimePass();
    two.get("/pages/1", EVE);
    return !went.last().endsWith("unknown");
  }

  @Test
  void what_is_not_ours_makes_nothing_fail_and_nothing_out_of_date() {
    for (String garbage :
        new String[] {
          "Partywall-Position: x", "Cookie: partywall-position-00=e30.e30", "Cookie: partywall-session=x.y"
        }) {
      Http.Response response = two.get("/pages/1", EVE, garbage);
      assertThat(response.status()).isEqualTo(200);
      assertThat(went.last()).isEqualTo("write-1 writer-intent");
    }
  }

  @Test
  void a_service_that_sends_the_header_gets_it_back() {
    String none = one.get("/pages/1", EVE).header("Partywall-Position").orElse("");
    assertThat(none).isEmpty();
    Http.Response put = one.send("PUT", "/pages/1?text=new", ADA, "Partywall-Position: " + position());
    String position = put.header("Partywall-Position").orElseThrow();
    String service = bearer("service", Map.of("tenant", "acme"));
    assertThat(two.get("/pages/1", service).body()).isEqualTo("old");
    assertThat(two.get("/pages/1", service, "Partywall-Position: " + position).body()).isEqualTo("new");
  }

  private static String position() {
    return new PositionText(new Signer(Nodes.SECRET, java.time.Clock.systemUTC()), java.time.Duration.ofMinutes(1))
        .write(PositionText.Position.NONE);
  }

  @Test
  void the_method_of_a_request_says_what_it_is_about_to_do() {
    two.get("/pages/1", EVE.replace("eve", "x"));
    String fay = bearer("fay", Map.of("tenant", "acme"));
    assertThat(routed("GET", "/pages/1", fay)).endsWith("reader-any");
    assertThat(routed("HEAD", "/pages/1", fay)).endsWith("reader-any");
    assertThat(routed("POST", "/pages/1/query", fay)).isEqualTo("write-1 writer-intent");
    assertThat(routed("GET", "/pages/1/visit?text=old", fay)).isEqualTo("write-1 writer-effect");
  }

  @Test
  void annotations_say_it_instead() {
    String fay = bearer("gil", Map.of("tenant", "acme"));
    assertThat(routed("POST", "/pages/1/search", fay)).endsWith("reader-any");
    assertThat(routed("GET", "/pages/1/fresh", fay)).isEqualTo("write-1 writer-intent");
    assertThat(routed("GET", "/pages/1/any", fay)).endsWith("reader-any");
  }

  @Test
  void a_read_only_transaction_reads_from_a_reader() {
    String hal = bearer("hal", Map.of("tenant", "acme"));
    assertThat(routed("GET", "/pages/1/report", hal)).endsWith("reader-any");
  }

  @Test
  void what_a_task_on_another_thread_wrote_is_seen_by_who_waited_for_it() {
    assertThat(two.get("/pages/1/late?text=new", ACME).body()).isEqualTo("new");
    assertThat(went.last()).startsWith("write-1 writer-session");
  }

  @Test
  void a_service_that_is_called_sees_what_its_caller_wrote() {
    assertThat(one.send("PUT", "/pages/1/here?text=new&port=" + two.port(), ADA).body()).isEqualTo("new");
  }

  @Test
  void a_caller_sees_what_a_service_wrote_now_and_later() {
    Http.Response there = one.get("/pages/1/there?text=new&port=" + two.port(), ADA);
    assertThat(there.body()).isEqualTo("new");
    assertThat(one.get("/pages/1", ADA).body()).isEqualTo("new");
    Http.Response anonymous = one.get("/pages/2/there?text=new&port=" + two.port(), ACME);
    assertThat(anonymous.body()).as("%s", anonymous).isEqualTo("new");
    assertThat(one.get("/pages/2", ACME, Http.cookies(anonymous)).body()).as("%s", anonymous).isEqualTo("new");
  }

  @Test
  void operators_see_the_nodes_and_what_they_serve() {
    two.get("/pages/1", bearer("ivy", Map.of("tenant", "acme")));
    two.send("POST", "/pages/1/query", EVE);
    DatasourcesEndpoint endpoint = nodes.application().getBean(DatasourcesEndpoint.class);
    DatasourcesEndpoint.SetEntry main = endpoint.set("main");
    assertThat(main.nodes())
        .extracting(DatasourcesEndpoint.NodeEntry::name, DatasourcesEndpoint.NodeEntry::role)
        .containsExactly(tuple("write-1", "writer"), tuple("read-1", "reader"), tuple("read-2", "reader"));
    assertThat(main.nodes()).allSatisfy(node -> assertThat(node.position()).matches("1:\\p{XDigit}+/\\p{XDigit}+"));
    assertThat(main.nodes().stream().mapToDouble(DatasourcesEndpoint.NodeEntry::readShare).sum())
        .isCloseTo(1, within(0.001));
    assertThat(endpoint.sets().sets()).extracting(DatasourcesEndpoint.SetEntry::name).containsExactly("main");
    assertThat(endpoint.set("nowhere")).isNull();

    MeterRegistry registry = nodes.application().getBean(MeterRegistry.class);
    assertThat(
            registry
                .get("partywall.statements")
                .tags("node", "write-1", "reason", "writer-intent", "effect", "read")
                .counter()
                .count())
        .isPositive();
    two.get("/pages/1/visit?text=x", EVE);
    assertThat(registry.get("partywall.writes.under.read.intent").tag("outcome", "allowed").counter().count())
        .isPositive();
    assertThat(registry.get("partywall.node.writer").tags("node", "write-1").gauge().value()).isEqualTo(1);
    assertThat(registry.get("partywall.node.up").tags("node", "read-2").gauge().value()).isEqualTo(1);
    assertThat(registry.get("partywall.node.lag").tags("node", "write-1").gauge()).isNotNull();
  }

  private static String routed(String method, String path, String header) {
    assertThat(two.send(method, path, header).status()).isEqualTo(200);
    return went.last();
  }
}
