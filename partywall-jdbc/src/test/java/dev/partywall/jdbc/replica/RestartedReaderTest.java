package dev.partywall.jdbc.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.Routing;
import dev.partywall.test.PostgresNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A standby that is killed comes back with less than it had shown: what it had replayed was not all on its disk. With a
 * delay it stays there.
 */
@Timeout(120)
class RestartedReaderTest {

  /** So rarely that nobody asks between the kill and the read. */
  private static final Routing RARELY = Sets.PATIENT.toBuilder().probeInterval(Duration.ofSeconds(30)).build();

  /** An unused connection that is older than this is looked at by its pool, which then opens another. */
  private static final Duration UNUSED = Duration.ofSeconds(1);

  private final String database = Replicas.database();

  @AfterEach
  void catchUp() {
    Replicas.standby(0).applyDelay(Duration.ZERO);
    Replicas.catchUp();
  }

  @Test
  void aReaderIsTrustedAsFarAsItWasAskedSinceItsConnectionWasOpened() throws SQLException {
    try (AppNode node =
        AppNode.of(door -> door.datasource(Sets.main(database).withRouting(RARELY))).awaitReader(User.BOB)) {
      replayFromHereOnAgain();
      node.write(User.ANN, 1);
      Replicas.cluster().awaitCaughtUp();
      Replicas.await("the reader serves her", () -> reason(node) == RouteReason.READER_CAUGHT_UP);

      PostgresNode standby = Replicas.standby(0);
      standby.applyDelay(Duration.ofHours(1));
      standby.kill();
      standby.restart();
      LockSupport.parkNanos(UNUSED.toNanos());

      assertThat(new HandMadeRouter(database, HandMadeRouter.Token.AFTER_COMMIT).read("nobody", 1).version())
          .as("what the standby shows now")
          .isZero();
      assertThat(node.read(User.ANN, 1).version()).isEqualTo(1);
      assertThat(node.read(User.ANN, 1).version()).isEqualTo(1);
      assertThat(node.read(User.BOB, 1).reason()).isEqualTo(RouteReason.READER_ANY);
    }
  }

  private void replayFromHereOnAgain() {
    Replicas.onWriter(database).execute("checkpoint");
    Replicas.cluster().awaitCaughtUp();
    Replicas.onStandby(0, database).execute("checkpoint");
  }

  private static RouteReason reason(AppNode node) {
    try {
      return node.read(User.ANN, 1).reason();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
