package dev.partywall.fleet.jobs;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.jdbc.PhysicalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases whose jobs this process runs: the host's always, others while they have jobs. A database whose jobs
 * were scheduled by a process that has ended is found by looking at all of them now and then.
 */
final class Queues implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Queues.class);
  private static final long AGAIN_SECONDS = 5;
  private static final String STARTING_UP = "57P03";

  private final Schema schema;
  private final Map<String, Kind<?>> kinds;
  private final Surroundings surroundings;
  private final String process = "process " + ProcessHandle.current().pid() + " " + UUID.randomUUID();
  private final Set<DatasourceName> prepared = ConcurrentHashMap.newKeySet();
  private final Map<DatasourceName, Total> totals = new ConcurrentHashMap<>();
  private final Map<DatasourceName, Queue> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("partywall-jobs-look").factory());
  private volatile boolean started;
  private volatile boolean closed;

  Queues(Schema schema, Map<String, Kind<?>> kinds, Surroundings surroundings) {
    this.schema = schema;
    this.kinds = kinds;
    this.surroundings = surroundings;
  }

  /** What is done with a database's rows. */
  @FunctionalInterface
  interface Work<T> {
    List<T> on(Rows rows) throws SQLException;
  }

  void start() {
    started = true;
    DatasourceName host = surroundings.door().hostSet();
    try {
      runHost();
    } catch (SQLException e) {
      if (!isUnreachable(e)) {
        throw new JobsUnavailableException(host, "jobs cannot be run", e);
      }
      LOG.warn("No jobs are run until the database of datasource set '{}' answers: {}", host, e.getMessage());
      var _ = looking.schedule(this::runHostLater, AGAIN_SECONDS, TimeUnit.SECONDS);
    }
    long look = surroundings.settings().look().toMillis();
    var _ = looking.scheduleWithFixedDelay(this::look, 0, look, TimeUnit.MILLISECONDS);
  }

  private void runHost() throws SQLException {
    DatasourceName host = surroundings.door().hostSet();
    prepare(host);
    run(host);
  }

  private static boolean isUnreachable(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || (state != null && (state.startsWith("08") || state.equals(STARTING_UP)));
  }

  private void runHostLater() {
    try {
      runHost();
      LOG.info("Jobs are run now");
    } catch (SQLException | RuntimeException e) {
      LOG.debug("Jobs are not run yet", e);
      var _ = looking.schedule(this::runHostLater, AGAIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Makes the table where it is not there. */
  void prepare(DatasourceName set) throws SQLException {
    if (!prepared.contains(set)) {
      schema.make(database(set));
      prepared.add(set);
    }
  }

  /** Something was scheduled, though not yet committed perhaps. */
  void changed(DatasourceName set) throws SQLException {
    Total total = totals.get(set);
    if (total != null) {
      total.added();
    }
    if (started && !closed) {
      run(set).used();
    }
  }

  /** What was scheduled is there. */
  void wake(DatasourceName set) {
    Queue queue = running.get(set);
    if (queue != null) {
      queue.wake();
    }
  }

  /** How many jobs there are in a database, about. */
  long count(DatasourceName set, int limit) throws SQLException {
    Total total = totals.computeIfAbsent(set, _ -> new Total());
    Queue queue = running.get(set);
    return total.count(limit, queue == null ? new Rows(set, database(set).unguarded()) : queue.rows());
  }

  <T> List<T> all(String what, Work<T> work) {
    List<T> all = new ArrayList<>();
    running.forEach(
        (set, queue) -> {
          try {
            all.addAll(work.on(queue.rows()));
          } catch (SQLException e) {
            throw new JobsUnavailableException(set, what, e);
          }
        });
    return all;
  }

  Set<DatasourceName> running() {
    return Set.copyOf(running.keySet());
  }

  private Queue run(DatasourceName set) throws SQLException {
    Queue known = running.get(set);
    if (known != null) {
      return known;
    }
    synchronized (this) {
      Queue queue = running.get(set);
      if (queue == null) {
        queue = new Queue(database(set), process, kinds, surroundings);
        try {
          queue.start(kinds, set.equals(surroundings.door().hostSet()));
        } catch (Throwable t) {
          queue.close();
          throw t;
        }
        running.put(set, queue);
      }
      return queue;
    }
  }

  private void look() {
    List<DatasourceName> sets = surroundings.door().sets();
    for (DatasourceName set : sets) {
      try {
        look(set);
      } catch (SQLException | RuntimeException e) {
        LOG.warn("Whether there are jobs in datasource set '{}' is not known: {}", set, e.toString());
      }
    }
    running.keySet().stream().filter(set -> !sets.contains(set)).toList().forEach(this::stop);
  }

  private void look(DatasourceName set) throws SQLException {
    Queue queue = running.get(set);
    if (queue == null) {
      if (hasJobs(set) && !closed) {
        prepare(set);
        run(set);
      }
      return;
    }
    queue.rows().forgetFailed(surroundings.settings().keepFailed());
    boolean host = set.equals(surroundings.door().hostSet());
    if (!host && queue.isIdleFor(surroundings.settings().look())) {
      stop(set);
    }
  }

  private boolean hasJobs(DatasourceName set) throws SQLException {
    PhysicalDatabase database = database(set);
    try (Connection connection = database.unguarded().getConnection()) {
      if (!Schema.isIn(connection)) {
        return false;
      }
    }
    return new Rows(set, database.unguarded()).isInUse();
  }

  private void stop(DatasourceName set) {
    Queue queue;
    synchronized (this) {
      queue = running.remove(set);
    }
    if (queue != null) {
      queue.close();
    }
  }

  private PhysicalDatabase database(DatasourceName set) {
    return surroundings.door().database(new Placement.Shared(set));
  }

  @Override
  public void close() {
    closed = true;
    looking.shutdownNow();
    // At the same time: each may wait for what runs.
    List<Thread> stopping =
        running().stream().map(set -> Thread.ofVirtual().name("partywall-jobs-stop").start(() -> stop(set))).toList();
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
