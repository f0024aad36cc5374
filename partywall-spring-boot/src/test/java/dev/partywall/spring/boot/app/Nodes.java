package dev.partywall.spring.boot.app;

import dev.partywall.jdbc.NodeState.Health;
import dev.partywall.jdbc.NodeState.Role;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;

/** A cluster of databases with a table of pages, and applications over it. */
public final class Nodes implements AutoCloseable {

  public static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final PostgresCluster cluster;
  private final List<ConfigurableWebServerApplicationContext> applications = new ArrayList<>();

  public Nodes(int standbys) {
    cluster = PostgresCluster.builder().standbys(standbys).start();
    cluster
        .createDatabase("shop")
        .execute(
            "create table page (tenant_id bigint not null, id bigint, text text not null, primary key (tenant_id, id))");
    cluster.awaitCaughtUp();
  }

  public PostgresCluster cluster() {
    return cluster;
  }

  /** Starts an application. */
  public Http start(String... settings) {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("--server.port=0");
    for (int i = 0; i < cluster.nodes().size(); i++) {
      TestDatabase database = cluster.nodes().get(i).database("shop");
      String pool = "--partywall.datasources.main." + (i == 0 ? "write[0]." : "read[" + (i - 1) + "].");
      arguments.add(pool + "url=" + database.jdbcUrl());
      arguments.add(pool + "username=" + database.username());
      arguments.add(pool + "password=" + database.password());
    }
    arguments.add("--partywall.datasources.main.probe-interval=100ms");
    arguments.add("--partywall.datasources.main.max-lag=10m");
    ConfigurableWebServerApplicationContext context =
        (ConfigurableWebServerApplicationContext)
            new SpringApplicationBuilder(
                    WebApplication.class,
                    PagesController.class,
                    PagesController.Pages.class,
                    PagesController.FreshPages.class,
                    PagesController.LatePages.class,
                    Went.class)
                .run(arguments.toArray(String[]::new));
    applications.add(context);
    Http http = new Http(context.getWebServer().getPort());
    http.get("/pages/0", "X-Tenant: acme");
    awaitReaders(context.getBean(TenantDataSource.class));
    return http;
  }

  /** The last application that was started. */
  public ConfigurableWebServerApplicationContext application() {
    return applications.getLast();
  }

  private void awaitReaders(TenantDataSource door) {
    eventually(
        () ->
            door.nodes().stream().filter(node -> node.role() == Role.READER && node.health() == Health.UP).count()
                == cluster.nodes().size() - 1);
  }

  public static void eventually(BooleanSupplier condition) {
    for (int looks = 0; !condition.getAsBoolean(); looks++) {
      if (looks > 15_000) {
        throw new AssertionError("It did not become true");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** Makes the standbys stand still. */
  public void pause() {
    for (int i = 0; i < cluster.nodes().size() - 1; i++) {
      cluster.standby(i).pauseReplay();
    }
  }

  /** Lets the standbys catch up. */
  public void resume() {
    for (int i = 0; i < cluster.nodes().size() - 1; i++) {
      cluster.standby(i).resumeReplay();
    }
    cluster.awaitCaughtUp();
  }

  @Override
  public void close() {
    applications.forEach(ConfigurableWebServerApplicationContext::close);
    cluster.close();
  }
}
