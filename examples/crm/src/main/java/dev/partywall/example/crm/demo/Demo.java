package dev.partywall.example.crm.demo;

import dev.partywall.example.crm.CrmApplication;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the application with an embedded PostgreSQL, whose data last, and a standby of it that reads. This is what
 * {@code ./demo} runs.
 */
public final class Demo {

  private static final PrintStream OUT = System.out;

  private Demo() {}

  /**
   * Starts it.
   *
   * @param arguments the HTTP port and the directory of the data
   */
  public static void main(String... arguments) {
    int port = Integer.parseInt(arguments[0]);
    Path directory = Path.of(arguments[1]).toAbsolutePath();
    try {
      requireFree(port);
      application(port, directory).run();
    } catch (IllegalStateException e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    }
  }

  private static SpringApplication application(int port, Path directory) {
    SpringApplication application = new SpringApplication(CrmApplication.class);
    application.setAdditionalProfiles("demo");
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(
        Map.of("server.port", port, "logging.file.name", directory.resolve("demo.log").toString()));
    application.addInitializers(context -> addDatabases(context.getEnvironment(), directory.resolve("postgres")));
    application.addListeners((ApplicationListener<ApplicationReadyEvent>) _ -> sayReady(port));
    return application;
  }

  private static void addDatabases(ConfigurableEnvironment environment, Path directory) {
    OUT.println("Starting PostgreSQL in " + directory + ", and a standby of it");
    PostgresCluster cluster = PostgresCluster.builder().directory(directory).stopAtExit(false).start();
    // The application needs the databases until its own end.
    SpringApplication.getShutdownHandlers().add(cluster::close);
    TestDatabase shared = cluster.createDatabase("crm");
    TestDatabase initech = cluster.createDatabase("crm_initech");
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "demo",
                Map.of(
                    "crm.database.shared", url(shared),
                    "crm.database.initech", url(initech),
                    "partywall.datasources.main.read[0].url", url(cluster.standby(0).database("crm")))));
    OUT.println("Starting the application");
  }

  private static String url(TestDatabase database) {
    return database.jdbcUrl() + "?user=" + database.username() + "&password=" + database.password();
  }

  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new IllegalStateException(
          "port " + port + " is in use; stop what listens there or choose another with --port N", e);
    }
  }

  private static void sayReady(int port) {
    String address = "http://localhost:" + port;
    OUT.printf(
        """

        ready %1$s

          curl %1$s/api/customers/1 -H 'X-Tenant: acme'
          curl '%1$s/api/customers/1?x-tenant=globex'
          curl http://initech.localhost:%2$d/api/whoami

        A new tenant, made by olaf of the host and used by its administrator bill:

          curl -u olaf:olaf -H 'Prefer: wait=10' %1$s/host/api/tenants --json '
            {"name": "initrode", "placement": {"kind": "isolated"}, "seed": {"admin.name": "bill", "admin.password": "bill"}}'
          curl -u bill:bill http://initrode.localhost:%2$d/api/whoami

        The page is at %1$s/. Ctrl-C stops everything.
        """,
        address, port);
  }
}
