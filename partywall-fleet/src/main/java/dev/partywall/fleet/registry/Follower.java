package dev.partywall.fleet.registry;

import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.internal.registry.RegistrySchema;
import dev.partywall.fleet.internal.registry.TenantRows;
import dev.partywall.jdbc.PhysicalDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes over a connection of its own, looks now and then whether there are some of which nobody told, and
 * connects again when the connection is lost.
 */
final class Follower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final int ANSWER_MILLIS = 10_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Another one means that another server writes, which may not have all that the one before had. */
  private static final String TIMELINE = "SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)";

  private final PhysicalDatabase database;
  private final Known known;
  private final Questions questions;
  private final int pollMillis;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong reconnects = new AtomicLong();
  private final Thread thread = Thread.ofVirtual().name("partywall-registry").unstarted(this::run);
  private volatile @Nullable Connection connection;
  private @Nullable String timeline;
  private boolean migrated;
  private boolean toldOfLoss;

  Follower(PhysicalDatabase database, Known known, Questions questions, Duration poll) {
    this.database = database;
    this.known = known;
    this.questions = questions;
    this.pollMillis = Math.toIntExact(Math.max(1, poll.toMillis()));
  }

  /**
   * Reads all, and follows from there on.
   *
   * @param patient whether that may begin later
   * @throws TenantStoreUnavailableException if it cannot begin now
   */
  void start(boolean patient) {
    try {
      connect();
    } catch (SQLException | RuntimeException e) {
      if (!patient) {
        throw e instanceof TenantStoreUnavailableException known
            ? known
            : new TenantStoreUnavailableException(TenantRows.STORE, e);
      }
      lost(e);
    }
    thread.start();
  }

  /** Whether changes are heard of. */
  boolean isConnected() {
    return connection != null;
  }

  /** How often the connection was lost and found again. */
  long reconnects() {
    return reconnects.get();
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    while (!isClosed()) {
      try {
        Connection open = connection;
        if (open == null) {
          open = connect();
          reconnects.incrementAndGet();
          toldOfLoss = false;
          LOG.info("The registry's database answers; {} tenants are known", tenants());
        }
        pause = FIRST_PAUSE_MILLIS;
        follow(open);
      } catch (SQLException | RuntimeException | Error e) {
        // Whatever it was: a process that stops following stops serving.
        if (!isClosed()) {
          lost(e);
          sleep(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    }
    drop();
  }

  private int tenants() {
    View view = known.last();
    return view == null ? 0 : view.tenants().size();
  }

  private void lost(Throwable e) {
    drop();
    known.failed(e);
    if (!toldOfLoss) {
      toldOfLoss = true;
      LOG.warn("The registry's database does not answer; known tenants are served for a time: {}", e.toString());
    }
    LOG.debug("Why the registry's database does not answer", e);
  }

  private Connection connect() throws SQLException {
    if (!migrated) {
      RegistrySchema.migrate(database);
      migrated = true;
    }
    Connection open = database.unguarded().getConnection();
    try {
      open.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      // Before all is read, so that nothing falls between the two.
      try (Statement statement = open.createStatement()) {
        statement.execute("SET application_name = 'partywall-registry'; LISTEN partywall_registry");
      }
      String now = timeline(open);
      known.refresh(open, !now.equals(timeline));
      timeline = now;
      connection = open;
      return open;
    } catch (Throwable t) {
      open.close();
      throw t;
    }
  }

  private static String timeline(Connection open) {
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(TIMELINE)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      LOG.debug("The server does not tell its timeline", e);
      return "unlike " + UUID.randomUUID();
    }
  }

  private void follow(Connection open) throws SQLException {
    PGConnection driver = open.unwrap(PGConnection.class);
    while (!isClosed()) {
      var _ = driver.getNotifications(pollMillis);
      // The driver sets it to none meanwhile.
      open.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      known.refresh(open, false);
      questions.tidy();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void sleep(long millis) {
    try {
      var _ = closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drop() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("A lost connection could not be closed", e);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    drop();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      var _ = thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
