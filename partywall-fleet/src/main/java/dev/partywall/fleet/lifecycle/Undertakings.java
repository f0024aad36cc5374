package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.lifecycle.Runner.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations that this process works on, a few at a time. */
final class Undertakings implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Undertakings.class);

  /** How often it is looked whether another process has ended what is waited for. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  static final String SYSTEM = "system";

  private final HostDatabase host;
  private final DataSource hostSessions;
  private final OperationTable operations;
  private final Semaphore places;
  private final Duration stopTimeout;
  private final Set<UUID> here = ConcurrentHashMap.newKeySet();
  private final ExecutorService background =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("partywall-lifecycle-", 0).factory());
  private final Runner runner;
  private volatile boolean stopping;

  /** Makes a runner, which asks whether to stop. */
  @FunctionalInterface
  interface RunnerOf {
    Runner stoppingWhen(BooleanSupplier isStopping);
  }

  Undertakings(
      HostDatabase host,
      DataSource hostSessions,
      OperationTable operations,
      LifecycleSettings settings,
      RunnerOf runner) {
    this.host = host;
    this.hostSessions = hostSessions;
    this.operations = operations;
    this.places = new Semaphore(settings.parallel(), true);
    this.stopTimeout = settings.stopTimeout();
    this.runner = runner.stoppingWhen(() -> stopping);
  }

  boolean isStopping() {
    return stopping;
  }

  /** Goes on with an operation in the background, unless it is done here already. */
  void begin(UUID id) {
    if (!stopping && here.add(id)) {
      background.execute(
          () -> {
            try {
              var _ = attempt(id);
            } catch (SQLException | RuntimeException e) {
              LOG.warn("Operation {} goes on when the host database answers", id, e);
            } finally {
              here.remove(id);
            }
          });
    }
  }

  /**
   * Goes on with an operation until it has ended, whoever ends it.
   *
   * @return how far it is; not to its end if something is in its way
   */
  Outcome finish(UUID id) throws SQLException {
    boolean _ = here.add(id);
    try {
      while (true) {
        Outcome outcome = attempt(id);
        if (outcome != null) {
          return outcome;
        }
        OperationRow operation = host.transaction(c -> operations.find(c, id)).orElseThrow();
        if (operation.hasEnded() || stopping || Thread.currentThread().isInterrupted()) {
          return new Outcome(operation, null);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } finally {
      here.remove(id);
    }
  }

  /** Works on an operation; null if somebody else does, or it has ended. */
  private @Nullable Outcome attempt(UUID id) throws SQLException {
    places.acquireUninterruptibly();
    try {
      if (stopping) {
        return null;
      }
      try (Claim claim = Claim.of(hostSessions, operations, id)) {
        return claim == null ? null : scope(claim.row()).call(() -> runner.run(claim));
      }
    } finally {
      places.release();
    }
  }

  /** As the host, on behalf of whoever asked for it. */
  private static Scope scope(OperationRow operation) {
    Scope host = Scope.empty().with(Tenancy.host());
    return operation.actor().equals(SYSTEM) ? host : host.with(new TenantSession(operation.actor(), null));
  }

  /** Lets the present steps end. What is not done then is done by others. */
  @Override
  public void close() {
    stopping = true;
    background.shutdown();
    try {
      if (!background.awaitTermination(stopTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "Steps of {} operations did not end within {}; other processes do them again", here.size(), stopTimeout);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
