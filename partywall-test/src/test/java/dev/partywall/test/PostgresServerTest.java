package dev.partywall.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @TempDir Path directory;

  @Test
  void aLastingDirectoryKeepsItsDatabases() throws SQLException {
    int port;
    try (PostgresServer server = PostgresServer.builder().directory(directory).start()) {
      port = server.port();
      server.database("shop").execute("create table t as select 42 as answer");
    }
    try (PostgresServer server = PostgresServer.builder().directory(directory).port(port).start()) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(query(server.database("shop"), "select answer from t")).isEqualTo("42");
    }
  }

  @Test
  void whatWasCommittedSurvivesACrashOfADurableServer() throws SQLException {
    try (PostgresServer server = PostgresServer.builder().directory(directory).durable(true).start()) {
      TestDatabase shop = server.database("shop");
      shop.execute("create table t as select 42 as answer");
      server.crash();
      assertThatThrownBy(() -> query(shop, "select 1")).isInstanceOf(SQLException.class);

      server.restart();

      assertThat(query(shop, "select answer from t")).isEqualTo("42");
      assertThat(query(shop, "show fsync")).isEqualTo("on");
      assertThat(query(shop, "show synchronous_commit")).isEqualTo("on");
    }
  }

  @Test
  void aDirectoryInUseIsRefused() {
    try (PostgresServer server = PostgresServer.builder().directory(directory).start()) {
      assertThat(server.port()).isPositive();
      assertThatThrownBy(() -> PostgresServer.builder().directory(directory).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Another process runs a server");
    }
  }

  @Test
  void parametersReachTheServer() throws SQLException {
    try (PostgresServer server = PostgresServer.builder().parameter("work_mem", "7MB").start()) {
      assertThat(query(server.database("a b\"c"), "show work_mem")).isEqualTo("7MB");
    }
  }

  @Test
  void aTemporaryDirectoryAndTheProcessAreGoneAfterTheStop() throws Exception {
    PostgresServer server = PostgresServer.builder().start();
    ProcessHandle postgres = ProcessHandle.of(pid(server)).orElseThrow();
    server.close();

    assertThat(server.directory()).doesNotExist();
    assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aServerWhoseJvmWasKilledStopsByItself() throws Exception {
    Process jvm = startInOtherJvm();
    long pid = Long.parseLong(jvm.inputReader().readLine());
    ProcessHandle postgres = ProcessHandle.of(pid).orElseThrow();

    jvm.destroyForcibly().waitFor();

    assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aServerLeftBehindIsStoppedByTheNext() throws Exception {
    Process jvm = startInOtherJvm();
    long pid = Long.parseLong(jvm.inputReader().readLine());
    jvm.descendants().filter(p -> p.info().command().orElse("").endsWith("sh")).forEach(ProcessHandle::destroyForcibly);
    jvm.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(pid)).isPresent();

    try (PostgresServer server = PostgresServer.builder().directory(directory).start()) {
      assertThat(pid(server)).isNotEqualTo(pid);
      assertThat(query(server.database("shop"), "select 1")).isEqualTo("1");
    }
  }

  private Process startInOtherJvm() throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherJvm.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Starts a server, says its process id, and waits to be killed. */
  static final class OtherJvm {
    public static void main(String[] args) throws Exception {
      PostgresServer server = PostgresServer.builder().directory(Path.of(args[0])).start();
      System.out.println(pid(server));
      System.in.read();
    }
  }

  static long pid(PostgresServer server) throws Exception {
    Path pidFile = server.directory().resolve("data").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(pidFile).getFirst());
  }

  private static String query(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
