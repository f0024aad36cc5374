package dev.partywall.spring.boot.actuate;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.contributor.Health;

/**
 * Asks a database whether it answers, on a thread of its own, so that one that does not costs no more than the
 * deadline.
 */
final class DatabaseProbe {

  private final Duration timeout;
  private final CompletableFuture<Health> answer = new CompletableFuture<>();

  private DatabaseProbe(Duration timeout) {
    this.timeout = timeout;
  }

  static DatabaseProbe start(TenantDataSource door, DatasourceName set, Duration timeout) {
    DatabaseProbe probe = new DatabaseProbe(timeout);
    Thread.ofVirtual().name("partywall-health-" + set).start(() -> probe.answer.complete(probe.ask(door, set)));
    return probe;
  }

  /** The answer; down if there is none before the deadline. */
  Health result() {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Health.down().withDetail("error", "no answer within " + timeout.toMillis() + " ms").build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.down(e).build();
    } catch (ExecutionException e) {
      return Health.down(e).build();
    }
  }

  private Health ask(TenantDataSource door, DatasourceName set) {
    try {
      return (door.isAlive(set, timeout) || hasWriter(door, set) ? Health.up() : Health.down()).build();
    } catch (SQLException | RuntimeException e) {
      return (hasWriter(door, set) ? Health.up() : Health.down(e)).build();
    }
  }

  /** Whether some node takes writes: another one than the settings name, after a failover. */
  private static boolean hasWriter(TenantDataSource door, DatasourceName set) {
    return door.nodes().stream()
        .anyMatch(
            node ->
                node.set().equals(set) && node.role() == NodeState.Role.WRITER && node.health() == NodeState.Health.UP);
  }
}
