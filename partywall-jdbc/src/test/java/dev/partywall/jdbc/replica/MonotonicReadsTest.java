package dev.partywall.jdbc.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.NodeSelector;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.replica.AppNode.Seen;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session that must not go back in time, over two readers of which one stands still. */
@Timeout(120)
class MonotonicReadsTest {

  /** Between two reads of a user. */
  private static final long THINK = TimeUnit.MILLISECONDS.toNanos(100);

  private final String database = Replicas.database();

  @AfterEach
  void catchUp() {
    Replicas.catchUp();
  }

  private AppNode node() {
    DatasourceSet set =
        DatasourceSet.of(
                DatasourceName.MAIN,
                Sets.pool(Replicas.onWriter(database)),
                Stream.of(0, 1).map(standby -> Sets.pool(Replicas.onStandby(standby, database))).toList())
            .withRouting(Sets.PATIENT.toBuilder().selector(NodeSelector.roundRobin()).build());
    AppNode node = AppNode.of(door -> door.datasource(set).monotonicReads(true));
    Replicas.await("both readers are up", () -> served(node, "read-1") & served(node, "read-2"));
    return node;
  }

  /** Strangers read once each, so that nothing binds them. */
  private static boolean served(AppNode node, String reader) {
    try {
      for (int i = 0; i < 4; i++) {
        if (node.read(new User("stranger-" + System.nanoTime(), User.ANN.tenant()), 1).node().equals(reader)) {
          return true;
        }
      }
      return false;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSessionStaysWithTheReaderThatShowedItMore() throws SQLException {
    try (AppNode node = node()) {
      Replicas.standby(1).pauseReplay();
      node.write(User.BOB, 1);
      Replicas.standby(0).awaitReplayed(Replicas.cluster().writer().position());
      for (int i = 0; i < 20; i++) {
        User cid = new User("cid-" + i, User.ANN.tenant());
        long version = node.read(cid, 1).version();
        for (int again = 0; again < 5; again++) {
          Seen seen = node.read(cid, 1);
          assertThat(seen.version()).isGreaterThanOrEqualTo(version);
          version = seen.version();
        }
      }
    }
  }

  @Test
  void aSessionComesBackFromTheWriterAlthoughOthersWriteAllTheTime() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (AppNode node = node();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> others =
          threads.submit(
              () -> {
                while (!over.get()) {
                  node.write(User.BOB, 2);
                }
                return null;
              });
      try {
        Replicas.standby(0).pauseReplay();
        Replicas.standby(1).pauseReplay();
        node.write(User.ANN, 1);
        assertThat(node.read(User.ANN, 1).node()).isEqualTo("write-1");
        Replicas.standby(0).resumeReplay();
        Replicas.standby(1).resumeReplay();
        Replicas.await(
            "a reader serves her",
            () -> {
              LockSupport.parkNanos(THINK);
              try {
                Seen seen = node.read(User.ANN, 1);
                assertThat(seen.version()).isEqualTo(1);
                return seen.reason() == RouteReason.READER_CAUGHT_UP;
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
            });
      } finally {
        over.set(true);
        others.get();
      }
    }
  }
}
