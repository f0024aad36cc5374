package dev.partywall.example.crm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own: what it prints, what it keeps, and that it leaves nothing running. */
class DemoTest {

  private static final long PATIENCE_SECONDS = 180;

  @TempDir private Path directory;

  private int port;
  private Process demo;

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws Exception {
    demo.destroyForcibly().waitFor();
    awaitNoDatabase();
  }

  @Test
  void aSecondStartReusesTheDataAndATermStopsAll() throws Exception {
    List<String> first = start();
    assertThat(first).anyMatch(line -> line.contains("Loading TPC-H"));
    assertThat(first.getLast()).isEqualTo("ready http://localhost:" + port);
    String customer = get("/api/customers/1?x-tenant=acme");
    assertThat(customer).contains("Customer#000000001");
    assertThat(get("/api/customers/1?x-tenant=initech")).contains("Customer#000000301");
    awaitStatement("/api/customers?x-tenant=acme", "main/read-1");
    awaitStatement("/api/customers?x-tenant=initech", "initech/write-1");
    assertThat(
            send(
                HttpRequest.newBuilder()
                    .header("Authorization", "Basic " + encoded("olaf:olaf"))
                    .header("Content-Type", "application/json")
                    .header("Prefer", "wait=60")
                    .POST(
                        BodyPublishers.ofString(
                            """
                            {"name": "initrode", "placement": {"kind": "isolated"},
                             "seed": {"admin.name": "bill", "admin.password": "bill"}}
                            """)),
                "/host/api/tenants"))
        .contains("\"state\":\"active\"");
    assertThat(asBill("/api/whoami?x-tenant=initrode")).contains("isolated", "bill");
    assertThat(postmaster()).isPresent();
    demo.destroy();
    assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(postmaster()).as("a clean stop leaves no server, not even for a moment").isEmpty();

    assertThat(start()).noneMatch(line -> line.contains("Loading TPC-H"));
    assertThat(get("/api/customers/1?x-tenant=acme")).isEqualTo(customer);
    assertThat(asBill("/api/customers?x-tenant=initrode")).contains("\"totalElements\":0");
  }

  private String asBill(String path) throws Exception {
    return send(HttpRequest.newBuilder().header("Authorization", "Basic " + encoded("bill:bill")), path);
  }

  private static String encoded(String credentials) {
    return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKilledDemoLeavesNoServerAndTheNextOneGoesOn() throws Exception {
    start();
    assertThat(postmaster()).isPresent();
    demo.destroyForcibly().waitFor();
    awaitNoDatabase();
    assertThat(start()).noneMatch(line -> line.contains("Loading TPC-H"));
    assertThat(get("/api/customers/1?x-tenant=globex")).contains("Customer#000000151");
  }

  @Test
  void aDemoKilledWhileItLoadsLoadsTheRestAtTheNextStart() throws Exception {
    launch();
    readUntil("Loading TPC-H for Acme");
    demo.destroyForcibly().waitFor();
    awaitNoDatabase();
    assertThat(start()).anyMatch(line -> line.contains("Loading TPC-H for Initech"));
    for (String tenant : List.of("acme", "globex", "initech")) {
      assertThat(get("/api/customers?x-tenant=" + tenant)).contains("\"totalElements\":150");
    }
  }

  @Test
  void aPortInUseIsSaid() throws Exception {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      launch();
      String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(demo.waitFor()).isEqualTo(1);
      assertThat(output).contains("demo: port " + port + " is in use").doesNotContain("Exception");
    }
  }

  private List<String> start() throws IOException {
    launch();
    return readUntil("ready ");
  }

  private void launch() throws IOException {
    demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dcrm.sample.scale-factor=0.003",
                Demo.class.getName(),
                Integer.toString(port),
                directory.toString())
            .redirectErrorStream(true)
            .start();
  }

  private List<String> readUntil(String beginning) throws IOException {
    BufferedReader reader = demo.inputReader();
    List<String> lines = new java.util.ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.startsWith(beginning)) {
        return lines;
      }
    }
    throw new AssertionError("The demo ended without saying '" + beginning + "': " + String.join("\n", lines));
  }

  private String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(), path);
  }

  private String send(HttpRequest.Builder request, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest whole = request.uri(URI.create("http://localhost:" + port + path)).build();
      return client.send(whole, BodyHandlers.ofString()).body();
    }
  }

  /** Asks until the page says that a node served it; the standby needs a moment. */
  private void awaitStatement(String path, String node) throws Exception {
    String tenant = path.substring(path.indexOf('?'));
    String statements = "";
    for (int i = 0; i < 3_000 && !statements.contains(node); i++) {
      get(path);
      statements = get("/fragments/statements" + tenant);
    }
    assertThat(statements).contains(node);
  }

  private Optional<ProcessHandle> postmaster() throws IOException {
    Path pid = directory.resolve("postgres/data/postmaster.pid");
    return Files.exists(pid)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip())).filter(ProcessHandle::isAlive)
        : Optional.empty();
  }

  /** The watchdog needs a moment; the end of the process is what is waited for. */
  private void awaitNoDatabase() throws Exception {
    Optional<ProcessHandle> server = postmaster();
    if (server.isPresent()) {
      server.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
