package dev.partywall.fleet.jobs;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Placement;
import dev.partywall.core.Position;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantStore;
import dev.partywall.core.Work;
import dev.partywall.core.store.EmptyTenantStore;
import dev.partywall.jdbc.OwnFunctions;
import dev.partywall.jdbc.door.RowSecurity;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of tenants and the host, which are stored in the database of whom they are for and run at least once, by any
 * process of the application, under the tenancy that they were scheduled in.
 *
 * {@snippet :
 * Job<String> remind = Job.of("remind", (invoice, run) -> reminders.send(invoice));
 * TenantJobs jobs = TenantJobs.builder(door).tenants(store).job(remind).build();
 * jobs.start();
 * Tenancy.of(acme).run(() -> jobs.schedule(remind, "4711", When.after(Duration.ofDays(14))));
 * }
 *
 * <p>Safe for use by many threads.
 */
public final class TenantJobs implements AutoCloseable {

  /** How long the place of a write elsewhere is waited for before a job is scheduled that must see it. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private final TenantDataSource door;
  private final DataSource connections;
  private final @Nullable Tenancy unbound;
  private final Surroundings surroundings;
  private final Map<String, Kind<?>> kinds;
  private final Queues queues;

  private TenantJobs(Builder builder) {
    this.door = builder.door;
    this.connections = builder.connections == null ? builder.door : builder.connections;
    this.unbound = builder.unbound;
    this.kinds = Map.copyOf(builder.kinds);
    this.surroundings =
        new Surroundings(door, new Tenants(builder.store), builder.directory, builder.settings, builder.listener);
    Schema schema = new Schema(door.rowSecurity().map(RowSecurity::roles));
    this.queues = new Queues(schema, kinds, surroundings);
  }

  /** A builder for jobs in the databases of a door. */
  public static Builder builder(TenantDataSource door) {
    return new Builder(door);
  }

  /**
   * Begins to run jobs: of the host's database, and of others as they have jobs. Without it, this process only
   * schedules. If the host's database does not answer, jobs are run from when it does.
   *
   * @throws JobsUnavailableException if the table cannot be made
   */
  public void start() {
    queues.start();
  }

  /** Runs a job at once. See {@link #schedule(Job, Object, When)}. */
  public <P> Scheduled schedule(Job<P> job, P payload) {
    return schedule(job, payload, When.now());
  }

  /**
   * Schedules a job of the running block's tenancy. Where its connection has a transaction open, the job is there if
   * that commits, and not if it is rolled back.
   *
   * @return which job it is, and whether it is a new one
   * @throws IllegalArgumentException if the kind of job is not registered here
   * @throws JobLimitException if there are too many of the tenancy, or in all
   * @throws JobsUnavailableException if the database does not answer
   */
  public <P> Scheduled schedule(Job<P> job, P payload, When when) {
    requireRegistered(job);
    Tenancy tenancy = tenancy();
    Owner owner = Owner.of(tenancy);
    return call(
        "job '" + job.name() + "' could not be scheduled",
        (connection, own, set) -> {
          checkTotal(job.name(), set);
          int answer;
          try (PreparedStatement statement = own.prepare("schedule_job", 6)) {
            byte[] data = envelope(tenancy, set, job.payload().encode(payload)).toBytes();
            bind(statement, job, owner, when, data, surroundings.settings().tenantLimit());
            answer = number(statement);
          }
          return scheduled(connection, tenancy, new JobId(set, job.name(), when.key()), answer);
        });
  }

  /**
   * Schedules a job of a tenancy on a connection past the guard, in its transaction: for what must be done after
   * changes that are committed with it. It counts in no limit, and is looked for at the next poll.
   *
   * @param physical a connection to a set's writer
   * @param set that set, in whose database there have been jobs, or {@link #prepare} was called
   */
  public <P> void schedule(
      Connection physical, DatasourceName set, Tenancy tenancy, Job<P> job, P payload, Duration delay)
      throws SQLException {
    requireRegistered(job);
    try (PreparedStatement statement = physical.prepareStatement("SELECT partywall.schedule_job(?, ?, ?, ?, ?, ?)")) {
      When when = When.after(delay);
      byte[] data = new Envelope(0, SessionToken.NONE, false, job.payload().encode(payload)).toBytes();
      bind(statement, job, Owner.of(tenancy), when, data, Integer.MAX_VALUE);
      number(statement);
    }
    queues.changed(set);
  }

  /** Makes that jobs can be stored in a set's database. */
  public void prepare(DatasourceName set) {
    try {
      queues.prepare(set);
    } catch (SQLException e) {
      throw new JobsUnavailableException(set, "the table of jobs could not be made", e);
    }
  }

  /**
   * Removes all jobs of a tenant from a database, past the guard: when the tenant is removed. A job that runs ends as
   * it would.
   *
   * @param owner a connection of the owner of the schema {@code partywall}
   * @return how many there were
   */
  public static int removeAll(Connection owner, TenantId tenant) throws SQLException {
    if (!Schema.isIn(owner)) {
      return 0;
    }
    try (PreparedStatement statement = owner.prepareStatement("DELETE FROM " + Rows.TABLE + " WHERE owner = ?")) {
      statement.setString(1, new Owner(tenant).toString());
      return statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Job<?> job, Owner owner, When when, byte[] data, int limit)
      throws SQLException {
    statement.setString(1, job.name());
    statement.setString(2, owner.instance(when.key()));
    statement.setBytes(3, data);
    if (when.at() == null) {
      statement.setNull(4, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(4, Rows.time(when.at()));
    }
    statement.setLong(5, when.delay().toMillis());
    statement.setInt(6, limit);
  }

  private Scheduled scheduled(Connection connection, Tenancy tenancy, JobId id, int answer) throws SQLException {
    if (answer < 0) {
      surroundings.tell(l -> l.kept(id.set(), id.name(), JobListener.Kept.REFUSED));
      throw new JobLimitException(id.name(), tenancy.label(), -1L - answer, surroundings.settings().tenantLimit());
    }
    if (answer > 0) {
      changed(connection, id.set());
      surroundings.tell(l -> l.scheduled(tenancy, id.set(), id.name()));
    }
    return new Scheduled(id, answer > 0);
  }

  /** Lets the queue look at once, or when the transaction has committed. */
  private void changed(Connection connection, DatasourceName set) throws SQLException {
    queues.changed(set);
    if (connection.getAutoCommit()) {
      queues.wake(set);
      return;
    }
    for (Work open : Scope.current().writes().open()) {
      open.afterCommit(
          _ -> {
            queues.wake(set);
            return CompletableFuture.completedStage(null);
          });
    }
  }

  private void checkTotal(String job, DatasourceName set) throws SQLException {
    int limit = surroundings.settings().totalLimit();
    long count = queues.count(set, limit);
    if (count >= limit) {
      surroundings.tell(l -> l.kept(set, job, JobListener.Kept.REFUSED));
      throw new JobLimitException(job, "database " + set, count, limit);
    }
  }

  /** What a job must see: of its own database all until it is stored, of others what was written before. */
  private static Envelope envelope(Tenancy tenancy, DatasourceName set, byte[] payload) {
    long epoch = tenancy.tenant().map(Tenant::epoch).orElse(0L);
    SessionWrites writes = Scope.current().writes();
    SessionToken token = writes.token();
    boolean fromWriters = false;
    if (writes.hasWritten()) {
      try {
        token = writes.settled().get(SETTLE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        fromWriters = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fromWriters = true;
      }
    }
    return new Envelope(epoch, without(token, set), fromWriters, payload);
  }

  private static SessionToken without(SessionToken token, DatasourceName set) {
    Map<DatasourceName, Position> positions = new LinkedHashMap<>(token.positions());
    Map<DatasourceName, Pin> pins = new LinkedHashMap<>(token.pins());
    positions.remove(set);
    pins.remove(set);
    return new SessionToken(positions, pins);
  }

  /**
   * Cancels a job of the running block's tenancy, in its transaction if there is one.
   *
   * @return whether it was there and did not run
   */
  public boolean cancel(JobId job) {
    return change("cancel_job", job);
  }

  /**
   * Runs a job of the running block's tenancy again that had failed for good.
   *
   * @return whether it was there and had failed
   */
  public boolean retry(JobId job) {
    return change("retry_job", job);
  }

  private boolean change(String function, JobId job) {
    Owner owner = Owner.of(tenancy());
    return call(
        "job '" + job.name() + "' could not be changed",
        (connection, own, set) -> {
          try (PreparedStatement statement = own.prepare(function, 2)) {
            statement.setString(1, job.name());
            statement.setString(2, owner.instance(job.key()));
            try (ResultSet row = statement.executeQuery()) {
              boolean done = row.next() && row.getBoolean(1);
              changed(connection, set);
              return done;
            }
          }
        });
  }

  /**
   * The jobs of the running block's tenancy, what is due first and what failed last.
   *
   * @param limit at most so many
   */
  public List<JobInfo> list(int limit) {
    Owner owner = Owner.of(tenancy());
    return call(
        "jobs could not be listed",
        (_, own, set) -> {
          try (PreparedStatement statement = own.prepare("jobs_of", 2)) {
            statement.setString(1, owner.toString());
            statement.setInt(2, limit);
            return Rows.read(set, statement);
          }
        });
  }

  /**
   * How many jobs of whom are at what, in the databases whose jobs this process runs; of each the thousand largest
   * numbers. For operators: it is of all tenants.
   */
  public List<JobCount> states() {
    return queues.all("jobs could not be counted", rows -> rows.counts(1_000));
  }

  /**
   * The jobs that failed for good, in the databases whose jobs this process runs. For operators: it is of all tenants.
   *
   * @param limit at most so many of each database
   */
  public List<JobInfo> failed(int limit) {
    return queues.all("failed jobs could not be listed", rows -> rows.failed(limit));
  }

  /** The datasource sets in whose databases this process runs jobs at this moment. */
  public Set<DatasourceName> running() {
    return queues.running();
  }

  /** Whether there is something to run: a kind of job, or work of a timetable. */
  public boolean hasWork() {
    return !kinds.isEmpty();
  }

  /** Stops: nothing new is run, and what runs may end within the time that the settings say. */
  @Override
  public void close() {
    queues.close();
  }

  private Tenancy tenancy() {
    return unbound == null ? Tenancy.current() : Tenancy.find().orElse(unbound);
  }

  private void requireRegistered(Job<?> job) {
    Kind<?> known = kinds.get(job.name());
    if (known == null || !known.job().equals(job)) {
      throw new IllegalArgumentException(
          known == null
              ? "There is no job '" + job.name() + "'; there are " + kinds.keySet() + ". Register it with job(...)"
              : "Job '" + job.name() + "' is not the one that is registered by this name");
    }
  }

  /** What is done in a unit of work of the caller. */
  @FunctionalInterface
  private interface Call<T> {
    T in(Connection connection, OwnFunctions own, DatasourceName set) throws SQLException;
  }

  private <T> T call(String what, Call<T> call) {
    try (Connection connection = connections.getConnection()) {
      OwnFunctions own = connection.unwrap(OwnFunctions.class);
      DatasourceName set = own.set();
      queues.prepare(set);
      return call.in(connection, own, set);
    } catch (SQLException e) {
      throw new JobsUnavailableException(home(), what, e);
    }
  }

  private DatasourceName home() {
    return Tenancy.find()
        .flatMap(Tenancy::tenant)
        .map(Tenant::placement)
        .map(Placement::datasource)
        .orElseGet(door::hostSet);
  }

  private static int number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /**
   * What was scheduled.
   *
   * @param id which job
   * @param isNew whether there was none of this key
   */
  public record Scheduled(JobId id, boolean isNew) {}

  /** Builds {@link TenantJobs}. */
  public static final class Builder {
    private final TenantDataSource door;
    private final Map<String, Kind<?>> kinds = new LinkedHashMap<>();
    private @Nullable DataSource connections;
    private @Nullable Tenancy unbound;
    private TenantStore store = EmptyTenantStore.INSTANCE;
    private TenantDirectory directory = EmptyTenantStore.INSTANCE;
    private JobSettings settings = JobSettings.DEFAULT;
    private JobListener listener = new JobListener() {};

    private Builder(TenantDataSource door) {
      this.door = door;
    }

    /** Where tenants are found; none unless set, so that only the host's jobs run. */
    public Builder tenants(TenantStore store) {
      this.store = store;
      return this;
    }

    /** Where the tenants are listed for whom there is {@link Recurring} work. */
    public Builder directory(TenantDirectory directory) {
      this.directory = directory;
      return this;
    }

    /**
     * Registers a kind of job.
     *
     * @throws IllegalArgumentException if there is one of this name
     */
    public Builder job(Job<?> job) {
      return add(Kind.of(job));
    }

    /**
     * Registers work of a timetable.
     *
     * @throws IllegalArgumentException if there is a job of this name
     */
    public Builder recurring(Recurring work) {
      return add(Kind.of(work));
    }

    private Builder add(Kind<?> kind) {
      if (kinds.putIfAbsent(kind.job().name(), kind) != null) {
        throw new IllegalArgumentException("There are two jobs named '" + kind.job().name() + "'; names are unique");
      }
      return this;
    }

    /**
     * Whence connections come in which jobs are scheduled: a data source over the door that takes part in transactions.
     * Unless set it is the door, and each job is scheduled for itself.
     */
    public Builder connections(DataSource connections) {
      this.connections = connections;
      return this;
    }

    /** Whose jobs are where no tenancy is bound, as the door's default tenancy; unless set that is an error. */
    public Builder defaultTenancy(Tenancy tenancy) {
      this.unbound = tenancy;
      return this;
    }

    /** The settings; {@link JobSettings#DEFAULT} unless set. */
    public Builder settings(JobSettings settings) {
      this.settings = settings;
      return this;
    }

    /** Is told what becomes of jobs; nobody unless set. */
    public Builder listener(JobListener listener) {
      this.listener = listener;
      return this;
    }

    /** The jobs; they run from {@link TenantJobs#start} on. */
    public TenantJobs build() {
      return new TenantJobs(this);
    }
  }
}
