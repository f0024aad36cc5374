package dev.partywall.spring.boot.sessions;

import static dev.partywall.spring.boot.app.WebApplication.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.Nodes;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes of an application that share nothing: what a caller wrote travels with it. */
class SessionsByTokenTest {

  private static final String ADA = bearer("ada", Map.of("tenant", "acme"));
  private static final String EVE = bearer("eve", Map.of("tenant", "acme"));
  private static final String ACME = "X-Tenant: acme";

  private static Nodes nodes;
  private static Http one;
  private static Http two;

  @BeforeAll
  static void start() {
    nodes = new Nodes(1);
    one = nodes.start("--partywall.sessions.carrier=token", "--partywall.sessions.secret=" + Nodes.SECRET);
    two = nodes.start("--partywall.sessions.carrier=token", "--partywall.sessions.secret=" + Nodes.SECRET);
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @BeforeEach
  void begin() {
    one.send("PUT", "/pages/1?text=old", EVE);
    nodes.cluster().awaitCaughtUp();
    nodes.pause();
  }

  @AfterEach
  void end() {
    nodes.resume();
  }

  @Test
  void a_users_token_travels_as_cookie_or_header() {
    String user = bearer("lone", Map.of("tenant", "acme")); // neither node knows of writes of hers
    Http.Response put = one.send("PUT", "/pages/1?text=new", user);
    assertThat(two.get("/pages/1", user).body()).as("without the token").isEqualTo("old");
    assertThat(two.get("/pages/1", user, Http.cookies(put)).body()).isEqualTo("new");
    String header = "Partywall-Position: " + put.header("Partywall-Position").orElseThrow();
    assertThat(two.get("/pages/1", user, header).body()).isEqualTo("new");
    assertThat(Http.cookies(put)).doesNotContain("partywall-session=");
  }

  @Test
  void a_token_covers_what_was_brought_along() {
    Http.Response first = one.send("PUT", "/pages/1?text=new", ADA);
    String header = "Partywall-Position: " + first.header("Partywall-Position").orElseThrow();
    Http.Response second = two.send("PUT", "/pages/2?text=new", ADA, header);
    String both = "Partywall-Position: " + second.header("Partywall-Position").orElseThrow();
    assertThat(one.get("/pages/2", EVE, both).body()).isEqualTo("new");
    assertThat(two.get("/pages/1", EVE, both).body()).isEqualTo("new");
  }

  @Test
  void a_caller_without_a_name_carries_a_token_too() {
    String cookies = Http.cookies(one.send("PUT", "/pages/1?text=new", ACME));
    assertThat(two.get("/pages/1", ACME, cookies).body()).isEqualTo("new");
  }

  @Test
  void who_only_reads_gets_no_token() {
    Http.Response response = one.get("/pages/1", ADA);
    assertThat(response.header("Set-Cookie")).isEmpty();
    assertThat(response.header("Partywall-Position")).isEmpty();
  }
}
