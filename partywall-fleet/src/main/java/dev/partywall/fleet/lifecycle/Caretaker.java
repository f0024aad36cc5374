package dev.partywall.fleet.lifecycle;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then for what nobody asked this process for: see {@link LifecycleSettings#look()}. */
final class Caretaker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
  private static final int AT_A_TIME = 20;

  private final HostDatabase host;
  private final OperationTable operations;
  private final Undertakings undertakings;
  private final Homes homes;
  private final PreparedDatabases databases;
  private final LifecycleSettings settings;
  private final TenantId.Kind ids;
  private final Consumer<TenantId> purge;
  private final ScheduledExecutorService looking =
      Executors.newScheduledThreadPool(1, Thread.ofVirtual().name("partywall-lifecycle-look").factory());
  private final ScheduledExecutorService filling =
      Executors.newScheduledThreadPool(1, Thread.ofVirtual().name("partywall-lifecycle-fill").factory());

  /**
   * @param purge begins to purge a deleted tenant
   */
  Caretaker(
      HostDatabase host,
      OperationTable operations,
      Undertakings undertakings,
      Homes homes,
      PreparedDatabases databases,
      LifecycleSettings settings,
      TenantId.Kind ids,
      Consumer<TenantId> purge) {
    this.host = host;
    this.operations = operations;
    this.undertakings = undertakings;
    this.homes = homes;
    this.databases = databases;
    this.settings = settings;
    this.ids = ids;
    this.purge = purge;
  }

  void start() {
    long look = settings.look().toMillis();
    var _ = looking.scheduleWithFixedDelay(() -> quietly(this::look), 0, look, TimeUnit.MILLISECONDS);
    if (settings.prepared() > 0 && !settings.servers().isEmpty()) {
      var _ = filling.scheduleWithFixedDelay(() -> quietly(this::fill), 0, look, TimeUnit.MILLISECONDS);
    }
  }

  /** A prepared database was taken: another one is to be made, and soon. */
  void taken() {
    if (settings.prepared() > 0 && !filling.isShutdown()) {
      filling.execute(() -> quietly(this::fill));
    }
  }

  /** Something that may fail. */
  private interface Work {
    void run() throws SQLException;
  }

  /** What cannot be done now is done at the next look. */
  private void quietly(Work work) {
    if (undertakings.isStopping()) {
      return;
    }
    try {
      Scope.empty()
          .with(Tenancy.host())
          .call(
              () -> {
                work.run();
                return settings;
              });
    } catch (SQLException | RuntimeException e) {
      if (!undertakings.isStopping()) {
        LOG.warn("What is looked for every {} could not be done: {}", settings.look(), e.toString());
        LOG.debug("Here", e);
      }
    }
  }

  private void look() {
    List<UUID> orphans = host.transaction(c -> operations.orphans(c, AT_A_TIME));
    orphans.forEach(undertakings::begin);
    List<TenantId> expired =
        host.transaction(
            c ->
                Sql.list(
                    c,
                    row -> ids.parse(row.getString(1)),
                    "SELECT id FROM partywall.tenant WHERE state = 'DELETED' AND purge_after <= now()"
                        + " ORDER BY purge_after LIMIT ?",
                    AT_A_TIME));
    expired.forEach(id -> quietly(() -> purge.accept(id)));
    host.transaction(c -> operations.toLookAgain(c, AT_A_TIME)).forEach(this::lookAgain);
    databases.forgetDropped();
  }

  /** A process that the host database does not reach may have served a tenant while its rows were removed. */
  private void lookAgain(OperationRow operation) {
    quietly(
        () -> {
          homes.remove(operation.placement(), operation.tenant());
          homes.removeJobs(operation.placement(), operation.tenant());
          host.transaction(
              c -> {
                operations.lookedAgain(c, operation.id());
                return operation;
              });
        });
  }

  private void fill() {
    for (DatasourceName servers : settings.servers()) {
      quietly(
          () -> {
            if (databases.needsFilling(servers)) {
              databases.fill(servers, () -> !undertakings.isStopping());
            }
          });
    }
  }

  @Override
  public void close() {
    looking.shutdown();
    filling.shutdown();
    try {
      boolean _ = looking.awaitTermination(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
      boolean _ = filling.awaitTermination(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
