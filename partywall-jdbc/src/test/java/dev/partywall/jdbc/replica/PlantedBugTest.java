package dev.partywall.jdbc.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.test.history.History;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The checker of histories finds what is wrong with a way to show users what they wrote: the same requests over a
 * standby that stands still, with the token as it should be and with tokens that are wrong.
 */
class PlantedBugTest {

  private static final int ROUNDS = 4;

  private final String database = Replicas.database();
  private final History history = new History();

  @AfterEach
  void catchUp() {
    Replicas.catchUp();
  }

  @Test
  void withTheTokenAsItIsNothingIsFound() throws SQLException {
    work(new Tokens());

    assertThat(history.verdict().staleOwnReads()).isEmpty();
    assertThat(history.verdict().reads()).isEqualTo(2 * ROUNDS);
  }

  @Test
  void aTokenThatIsDroppedIsFound() throws SQLException {
    work(
        new Tokens() {
          @Override
          public void merge(SessionKey key, SessionToken written, Duration keep) {}
        });

    assertThat(history.verdict().staleOwnReads()).hasSize(ROUNDS);
  }

  @Test
  void aTokenOfTheWrongSetIsFound() throws SQLException {
    work(
        new Tokens() {
          @Override
          public void merge(SessionKey key, SessionToken written, Duration keep) {
            super.merge(
                key, SessionToken.of(DatasourceName.of("orders"), written.positions().get(DatasourceName.MAIN)), keep);
          }
        });

    assertThat(history.verdict().staleOwnReads()).hasSize(ROUNDS);
  }

  @Test
  void aTokenThatIsTakenBeforeTheCommitIsFound() throws SQLException {
    Replicas.standby(0).pauseReplay();
    HandMadeRouter router = new HandMadeRouter(database, HandMadeRouter.Token.BEFORE_COMMIT);
    for (int i = 0; i < ROUNDS; i++) {
      history.write("ann", "counter 1", _ -> router.write("ann", 1));
      history.read("ann", "counter 1", () -> router.read("ann", 1));
      Replicas.catchUp();
      Replicas.standby(0).pauseReplay();
    }

    assertThat(history.verdict().staleOwnReads()).isNotEmpty();
  }

  @Test
  void theSameRouterWithATokenThatIsTakenAfterTheCommitIsNotBlamed() throws SQLException {
    Replicas.standby(0).pauseReplay();
    HandMadeRouter router = new HandMadeRouter(database, HandMadeRouter.Token.AFTER_COMMIT);
    for (int i = 0; i < ROUNDS; i++) {
      history.write("ann", "counter 1", _ -> router.write("ann", 1));
      history.read("ann", "counter 1", () -> router.read("ann", 1));
    }

    assertThat(history.verdict().staleOwnReads()).isEmpty();
  }

  /** Ann writes at one node of the application, and reads there and at the other. */
  private void work(TokenStore store) throws SQLException {
    try (AppNode one = node(store);
        AppNode other = node(store)) {
      one.awaitReader(User.BOB);
      other.awaitReader(User.BOB);
      Replicas.standby(0).pauseReplay();
      for (int i = 0; i < ROUNDS; i++) {
        history.write("ann", "counter 1", _ -> one.write(User.ANN, 1).version());
        history.read("ann", "counter 1", () -> one.read(User.ANN, 1).shown());
        history.read("ann", "counter 1", () -> other.read(User.ANN, 1).shown());
      }
    }
  }

  private AppNode node(TokenStore store) {
    return AppNode.of(door -> door.datasource(Sets.main(database)).tokenStore(store));
  }
}
