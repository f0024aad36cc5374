package dev.partywall.jdbc.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.replica.AppNode.Seen;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Races by which users do not see what they wrote, each with the way that falls for it and with the door. The standby
 * stands still before the write, so that whoever reads there does not see it.
 */
@Timeout(120)
class RacesTest {

  private static final Duration TTL = Duration.ofSeconds(20);
  private static final int ONE = 0;
  private static final int OTHER = 1;
  private static final String ANN = User.ANN.name();

  private final String database = Replicas.database();
  private final Tokens tokens = new Tokens();
  private final NaiveStickiness naive = new NaiveStickiness();

  @AfterEach
  void catchUp() {
    Replicas.catchUp();
  }

  private AppNode node(TokenStore store, Routing routing) {
    return AppNode.of(door -> door.datasource(Sets.main(database).withRouting(routing)).tokenStore(store))
        .awaitReader(User.BOB);
  }

  private AppNode node() {
    return node(tokens, Sets.PATIENT);
  }

  private AppNode nodeWithPins() {
    return node(tokens, Sets.PATIENT.toBuilder().consistency(Consistency.TTL).ttl(TTL).build());
  }

  /** Ann's write by hand, and her read as a rule without positions routes it. */
  private long naiveWrite() throws SQLException {
    return only(
        Replicas.onWriter(database),
        "update counter set version = version + 1 where tenant_id = 1 and id = 1 returning version");
  }

  private long naiveRead(boolean fromWriter) throws SQLException {
    return only(
        fromWriter ? Replicas.onWriter(database) : Replicas.onStandby(0, database),
        "select version from counter where tenant_id = 1 and id = 1");
  }

  private static long only(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** W11: somebody else's read at a reader that is behind decides what the writer of a row sees. */
  @Nested
  class AnotherSessionAtAReaderThatIsBehind {

    @Test
    void fillsASharedCacheWithTheOldRowForTheOneWhoWroteItNaively() throws SQLException {
      Replicas.standby(0).pauseReplay();
      Map<Long, Long> cache = new HashMap<>();
      naive.beginWrite(ONE, ANN);
      long written = naiveWrite();
      cache.remove(1L);
      cache.put(1L, naiveRead(naive.readsFromWriter(ONE, User.BOB.name())));

      assertThat(naive.readsFromWriter(ONE, ANN)).isTrue();
      assertThat(cache.get(1L)).isLessThan(written);
    }

    @Test
    void doesNotDecideWhatTheOneSeesWhoWroteIt() throws SQLException {
      try (AppNode node = node()) {
        Replicas.standby(0).pauseReplay();
        for (int i = 1; i <= 5; i++) {
          assertThat(node.write(User.ANN, 1).version()).isEqualTo(i);
          Seen bobs = node.read(User.BOB, 1);
          assertThat(bobs.version()).isZero();
          assertThat(bobs.reason()).isEqualTo(RouteReason.READER_ANY);
          Seen anns = node.read(User.ANN, 1);
          assertThat(anns.version()).isEqualTo(i);
          assertThat(anns.reason()).isEqualTo(RouteReason.WRITER_SESSION_BEHIND);
        }
      }
    }
  }

  /** W12: a guessed time that begins with the request. */
  @Nested
  class ARequestThatTakesLongerThanTheTime {

    @Test
    void isForgottenWhenItCommitsNaively() throws SQLException {
      Replicas.standby(0).pauseReplay();
      naive.beginWrite(ONE, ANN);
      naive.pass(NaiveStickiness.LIFE + 1);
      long written = naiveWrite();

      assertThat(naiveRead(naive.readsFromWriter(ONE, ANN))).isLessThan(written);
    }

    @Test
    void isSeenHoweverLongTheReaderTakes() throws SQLException {
      try (AppNode node = node()) {
        Replicas.standby(0).pauseReplay();
        node.write(User.ANN, 1);
        for (int i = 0; i < 20; i++) {
          assertThat(node.read(User.ANN, 1).version()).isEqualTo(1);
        }
        Replicas.standby(0).resumeReplay();
        Replicas.await(
            "the reader serves her again",
            () -> {
              try {
                Seen seen = node.read(User.ANN, 1);
                assertThat(seen.version()).isEqualTo(1);
                return seen.reason() == RouteReason.READER_CAUGHT_UP;
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
            });
      }
    }

    @Test
    void isPinnedFromItsCommitOnWhereThereAreNoPositions() throws SQLException {
      try (AppNode node = nodeWithPins()) {
        Replicas.standby(0).pauseReplay();
        Scope request = User.ANN.request();
        Instant committing =
            request.call(
                () -> {
                  try (Connection connection = node.door().getConnection();
                      Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.executeUpdate("update counter set version = version + 1 where id = 1");
                    // However long it took until here.
                    Instant now = Instant.now();
                    connection.commit();
                    return now;
                  }
                });
        AppNode.answer(request);

        assertThat(tokens.find(User.ANN.key()).token().pin(DatasourceName.MAIN).until())
            .isAfterOrEqualTo(committing.plus(TTL).truncatedTo(ChronoUnit.MILLIS));
        Seen seen = node.read(User.ANN, 1);
        assertThat(seen.version()).isEqualTo(1);
        assertThat(seen.reason()).isEqualTo(RouteReason.WRITER_SESSION_PINNED);
      }
    }
  }

  /** W13: a second write extends the entry in memory only. */
  @Nested
  class ASecondWrite {

    @Test
    void isForgottenAtTheOtherNodeWhenTheFirstOnesTimeIsOverNaively() throws SQLException {
      Replicas.standby(0).pauseReplay();
      naive.beginWrite(ONE, ANN);
      naiveWrite();
      naive.pass(NaiveStickiness.LIFE - 100);
      naive.beginWrite(ONE, ANN);
      long written = naiveWrite();
      naive.pass(200);
      naive.deliverMessages();

      assertThat(naiveRead(naive.readsFromWriter(OTHER, ANN))).isLessThan(written);
    }

    @Test
    void isSeenAtTheOtherNode() throws SQLException {
      try (AppNode one = node();
          AppNode other = node()) {
        Replicas.standby(0).pauseReplay();
        one.write(User.ANN, 1);
        assertThat(other.read(User.ANN, 1).version()).isEqualTo(1);
        one.write(User.ANN, 1);
        assertThat(other.read(User.ANN, 1).version()).isEqualTo(2);
      }
    }

    @Test
    void extendsThePinForAllNodes() throws SQLException {
      try (AppNode one = nodeWithPins();
          AppNode other = nodeWithPins()) {
        Replicas.standby(0).pauseReplay();
        one.write(User.ANN, 1);
        Pin first = tokens.find(User.ANN.key()).token().pin(DatasourceName.MAIN);
        one.write(User.ANN, 1);
        Pin second = tokens.find(User.ANN.key()).token().pin(DatasourceName.MAIN);

        assertThat(second.until()).isAfter(first.until());
        Seen seen = other.read(User.ANN, 1);
        assertThat(seen.version()).isEqualTo(2);
        assertThat(seen.reason()).isEqualTo(RouteReason.WRITER_SESSION_PINNED);
      }
    }
  }

  /** W14: parallel requests of one user. */
  @Nested
  class AReadThatLookedBeforeTheWriteAndEndsAfterIt {

    @Test
    void wipesTheEntryOutNaively() throws SQLException {
      Replicas.standby(0).pauseReplay();
      assertThat(naive.find(OTHER, ANN)).isNull();
      naive.beginWrite(ONE, ANN);
      long written = naiveWrite();
      naive.markNothing(OTHER, ANN);
      naive.deliverMessages();

      assertThat(naiveRead(naive.readsFromWriter(OTHER, ANN))).isLessThan(written);
      assertThat(naiveRead(naive.readsFromWriter(ONE, ANN))).isLessThan(written);
    }

    @Test
    void wipesNothingOut() throws Exception {
      LookingTokens slow = new LookingTokens();
      try (AppNode one = node(tokens, Sets.PATIENT);
          AppNode other = node(slow, Sets.PATIENT);
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Replicas.standby(0).pauseReplay();
        slow.waits = true;
        Future<Seen> parallel = threads.submit(() -> other.read(User.ANN, 1));
        slow.looked.await();
        one.write(User.ANN, 1);
        slow.goOn.countDown();
        assertThat(parallel.get().version()).isBetween(0L, 1L);

        assertThat(other.read(User.ANN, 1).version()).isEqualTo(1);
        assertThat(one.read(User.ANN, 1).version()).isEqualTo(1);
      }
    }

    /** Looks, and then waits before it says what it saw. */
    private final class LookingTokens implements TokenStore {
      private final CountDownLatch looked = new CountDownLatch(1);
      private final CountDownLatch goOn = new CountDownLatch(1);
      private volatile boolean waits;

      @Override
      public StoredToken find(SessionKey key) {
        StoredToken found = tokens.find(key);
        if (waits && goOn.getCount() > 0) {
          looked.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        }
        return found;
      }

      @Override
      public void merge(SessionKey key, SessionToken written, Duration keep) {
        tokens.merge(key, written, keep);
      }
    }
  }

  /** W15: what a node remembers of there being nothing. */
  @Nested
  class AReadAtTheOtherNodeBeforeTheWrite {

    @Test
    void hidesTheEntryUntilTheMessageArrivesNaively() throws SQLException {
      Replicas.standby(0).pauseReplay();
      naive.readsFromWriter(OTHER, ANN);
      naive.beginWrite(ONE, ANN);
      long written = naiveWrite();

      assertThat(naiveRead(naive.readsFromWriter(OTHER, ANN))).isLessThan(written);
      naive.deliverMessages();
      assertThat(naiveRead(naive.readsFromWriter(OTHER, ANN))).isEqualTo(written);
    }

    @Test
    void hidesNothing() throws SQLException {
      try (AppNode one = node();
          AppNode other = node()) {
        Replicas.standby(0).pauseReplay();
        assertThat(other.read(User.ANN, 1).reason()).isEqualTo(RouteReason.READER_ANY);
        one.write(User.ANN, 1);
        assertThat(other.read(User.ANN, 1).version()).isEqualTo(1);
      }
    }

    @Test
    void hidesNothingWhereThereAreNoPositions() throws SQLException {
      try (AppNode one = nodeWithPins();
          AppNode other = nodeWithPins()) {
        Replicas.standby(0).pauseReplay();
        assertThat(other.read(User.ANN, 1).reason()).isEqualTo(RouteReason.READER_ANY);
        one.write(User.ANN, 1);
        assertThat(other.read(User.ANN, 1).version()).isEqualTo(1);
      }
    }
  }
}
