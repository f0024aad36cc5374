package dev.partywall.jdbc.door;

import dev.partywall.core.Change;
import dev.partywall.core.ChangeListener;
import dev.partywall.core.Commit;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.Tenancy;
import dev.partywall.core.consistency.Sessions;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.ChangeRecorder;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.Finding;
import dev.partywall.jdbc.GuardMode;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.PoolsStats;
import dev.partywall.jdbc.RefusedStatement;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.catalog.Catalogs;
import dev.partywall.jdbc.internal.doctor.Doctor;
import dev.partywall.jdbc.internal.forward.Wrappers;
import dev.partywall.jdbc.internal.pool.PhysicalConnection;
import dev.partywall.jdbc.internal.pool.Pools;
import dev.partywall.jdbc.internal.replica.Replicas;
import dev.partywall.jdbc.internal.replica.SetNodes;
import dev.partywall.sql.GuardPolicy;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The door. It hands out logical connections; a logical connection takes a physical one when a statement is prepared or
 * run, from the database where the running block's tenancy lives, and runs the statement's guarded form.
 *
 * {@snippet :
 * try (TenantDataSource door = TenantDataSource.builder().datasource("main", PoolSettings.of(url, user, password)).build()) {
 *   Tenancy.of(acme).call(() -> {
 *     try (Connection connection = door.getConnection()) {
 *       return connection.createStatement().executeQuery("select name from customer"); // acme's
 *     }
 *   });
 * }
 * }
 */
public final class TenantDataSource implements DataSource, AutoCloseable {

  private final Door door;
  private final List<DatasourceName> sets;
  private final DerivedSets derived;
  private final int loginTimeout;
  private final Doctor doctor;
  private final @Nullable RowSecurity rowSecurity;

  private TenantDataSource(
      Door door,
      List<DatasourceName> sets,
      DerivedSets derived,
      Budget budget,
      Doctor doctor,
      @Nullable RowSecurity rowSecurity) {
    this.rowSecurity = rowSecurity;
    this.door = door;
    this.doctor = doctor;
    this.sets = sets;
    this.derived = derived;
    this.loginTimeout = (int) Math.max(1, budget.acquireTimeout().toSeconds());
  }

  /** A builder with no datasource. */
  public static Builder builder() {
    return new Builder();
  }

  /** A logical connection. Nothing is borrowed until a statement is prepared or run. */
  @Override
  public Connection getConnection() {
    return new LogicalConnection(door);
  }

  /** Refused: the tenancy decides on the database, and its settings on the user. */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "User and password come with the datasource set; use getConnection()", "0A000");
  }

  /**
   * The databases and schemas of these placements and of all datasource sets, each once: what a migration runs on.
   *
   * @param placements the tenants' placements; closed by this method
   */
  public List<PhysicalDatabase> databases(Stream<Placement> placements) {
    Map<Location, PhysicalDatabase> found = new LinkedHashMap<>();
    sets.forEach(set -> found.computeIfAbsent(new Location(set, null), this::database));
    try (placements) {
      placements.map(Location::of).forEach(location -> found.computeIfAbsent(location, this::database));
    }
    return List.copyOf(found.values());
  }

  /** The database or schema of a placement: what a migration of one tenant runs on. */
  public PhysicalDatabase database(Placement placement) {
    return database(Location.of(placement));
  }

  private PhysicalDatabase database(Location location) {
    DatasourceName set = location.datasource();
    derived.require(set);
    DataSource unguarded = door.pools().unguarded(set, () -> use(set), () -> door.catalogs().refresh(set));
    Optional<String> login = door.pools().login(set);
    String schema = location.schema();
    return schema == null
        ? new PhysicalDatabase(set, Optional.empty(), login, unguarded)
        : new PhysicalDatabase(set, Optional.of(schema), login, new SchemaDataSource(unguarded, schema));
  }

  /** Work past the guard goes to the writer, too, and so has to hear of another one. */
  private void use(DatasourceName set) {
    SetNodes nodes = door.replicas().of(set);
    if (nodes != null) {
      nodes.use();
    }
  }

  /**
   * Makes the next statement for each database look whether its schema has changed: after a migration past this door. A
   * migration on a {@link PhysicalDatabase} needs no such call.
   */
  public void refreshCatalogs() {
    door.catalogs().refresh();
  }

  /**
   * Whether a set's database answers in time. Asks over a pooled connection unless the pool is busy.
   *
   * @throws SQLException if there is no such set, or no connection can be had
   */
  public boolean isAlive(DatasourceName set, Duration timeout) throws SQLException {
    derived.require(set);
    int seconds = Math.toIntExact(Math.max(1, timeout.toSeconds()));
    return door.pools().withSpare(set, connection -> connection.isValid(seconds));
  }

  /**
   * Looks for risks in the schemas of a set's database: keys, references and indexes without the discriminator, code
   * that the guard does not see into, a role that may do too much. It only reads, as the set's user, and takes some
   * tens of milliseconds.
   *
   * @return the findings, the worst first; none if all is well
   * @throws SQLException if there is no such set, or its database does not answer
   */
  public List<Finding> doctor(DatasourceName set) throws SQLException {
    derived.require(set);
    PhysicalConnection physical = door.pools().acquire(set, Tenancy.host());
    try (Statement statement = physical.connection().createStatement()) {
      // Whoever used the connection before: what the login may do counts.
      statement.execute("RESET ROLE");
      return doctor.examine(physical.connection(), set);
    } finally {
      physical.evict();
    }
  }

  /** The discriminator column, as the databases store its name. */
  public String discriminator() {
    return doctor.discriminator();
  }

  /** The set that the host lives in. */
  public DatasourceName hostSet() {
    return door.router().host().location().datasource();
  }

  /** The sets at this moment. */
  public List<DatasourceName> sets() {
    return List.copyOf(sets);
  }

  /**
   * What covers all that was committed in a set until now: for work that must see what somebody else has written.
   *
   * @return the token, as soon as it is known; it does not fail
   */
  public CompletionStage<SessionToken> present(DatasourceName set) {
    SetNodes nodes = door.replicas().of(set);
    return nodes == null ? CompletableFuture.completedStage(SessionToken.NONE) : nodes.wrote(nodes.writer(), true);
  }

  /** Row-level security for these databases, where it is switched on. */
  public Optional<RowSecurity> rowSecurity() {
    return Optional.ofNullable(rowSecurity);
  }

  /** The counts of the pools at this moment. */
  public PoolsStats stats() {
    return door.pools().stats();
  }

  /**
   * How many texts the guard did not find in its cache since the start, and so read, whether it refused them or not.
   */
  public long guardedTexts() {
    return door.catalogs().computed();
  }

  /** The statements that were not proven since the start, the most frequent first; at most 1,000. */
  public List<RefusedStatement> refusedStatements() {
    return door.exceptions().seen();
  }

  /** What is known at this moment of the nodes of sets that have several, by set and name. */
  public List<NodeState> nodes() {
    return door.replicas().states();
  }

  /** The sessions that wrote something of late, and so what copies may be shown to them. */
  public Sessions sessions() {
    return door.sessions();
  }

  /** From now on a listener is told what is changed through this door. */
  public void listen(ChangeListener listener) {
    door.changeListeners().add(listener);
  }

  /**
   * Tells those who keep copies of rows that another program has changed some, past this door: as if it had been done
   * here, and committed now.
   *
   * @return completes when nobody sees what was there before; does not fail
   */
  public CompletableFuture<?> changedElsewhere(List<Change> changes) {
    Map<DatasourceName, CompletableFuture<SessionToken>> positions = new HashMap<>();
    for (Change change : changes) {
      if (door.replicas().of(change.set()) != null) {
        positions.computeIfAbsent(change.set(), set -> present(set).toCompletableFuture());
      }
    }
    return door.changeListeners().changed(List.copyOf(changes), new Commit(positions));
  }

  /** From now on changes are recorded in their databases, with the changes. */
  public void record(ChangeRecorder recorder) {
    door.changeListeners().recorder(recorder);
  }

  /**
   * Adds a datasource set to a running process.
   *
   * @throws IllegalArgumentException if there is one of this name, or one was removed that is still in use
   */
  public void add(DatasourceSet set) {
    Builder.add(set, door.sessions(), door.replicas(), sets);
    derived.given(set);
  }

  /**
   * Removes a datasource set: what runs on it ends, and its connections are closed as they come back. A tenant whose
   * placement names it is not served any more.
   */
  public void remove(DatasourceName set) {
    sets.remove(set);
    derived.removed(set);
    door.replicas().remove(set);
    door.catalogs().forget(set);
  }

  /**
   * Adds a node that reads to a set.
   *
   * @throws IllegalArgumentException if there is no such set, or it has a node of this name, or one was removed that is
   *     still in use
   */
  public void addReader(DatasourceName set, Node node) {
    door.replicas().addReader(set, node);
  }

  /**
   * Removes a node that reads from a set: what runs on it ends, and its connections are closed as they come back.
   *
   * @throws IllegalArgumentException if there is none, or it is the writer at present
   */
  public void removeReader(DatasourceName set, String node) {
    door.replicas().removeReader(set, node);
  }

  /**
   * Changes how often a node is chosen, compared with the others of its set.
   *
   * @param weight at least 1
   * @throws IllegalArgumentException if there is no such node
   */
  public void weight(DatasourceName set, String node, int weight) {
    door.replicas().weight(set, node, weight);
  }

  /**
   * The request, or whatever the scope's session waits for, ends: where a session stays with its writer for a time, the
   * time begins now and not with its commits.
   */
  public void ended(Scope scope) {
    scope.writes().token().pins().forEach((set, pin) -> door.replicas().renew(door.sessions(), scope, set, pin));
  }

  /** Closes all pools. */
  @Override
  public void close() {
    door.catalogs().close();
    door.replicas().close();
    door.pools().close();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  /** Refused: SLF4J is written to. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("The log goes to SLF4J", "0A000");
  }

  /** Refused: the budget says how long a statement waits. */
  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "How long a statement waits for a connection is set in the budget", "0A000");
  }

  /** How long a statement waits for a connection, in seconds. */
  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("The log goes to SLF4J", "0A000");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  /** How a unit of work that wrote to several databases commits. */
  public enum Span {
    /** It does not: all of it is rolled back. */
    REFUSE,
    /** One database after another; a failure in between leaves the earlier ones committed. */
    BEST_EFFORT
  }

  /** Builds a {@link TenantDataSource}. */
  public static final class Builder {
    private final Map<DatasourceName, DatasourceSet> sets = new LinkedHashMap<>();
    private DatasourceName host = DatasourceName.MAIN;
    private String discriminator = "tenant_id";
    private Budget budget = Budget.DEFAULT;
    private GuardPolicy policy = GuardPolicy.STRICT;
    private GuardMode mode = GuardMode.ENFORCE;
    private Map<String, String> allowedStatements = Map.of();
    private Span span = Span.REFUSE;
    private DoorListener listener = DoorListener.NONE;
    private @Nullable Tenancy defaultTenancy;
    private @Nullable RowSecurityRoles roles;
    private @Nullable TokenStore tokenStore;
    private boolean monotonicReads;

    private Builder() {}

    /** Adds a datasource set of one database. */
    public Builder datasource(String name, PoolSettings pool) {
      return datasource(DatasourceSet.of(DatasourceName.of(name), pool));
    }

    /**
     * Adds a datasource set.
     *
     * @throws IllegalArgumentException if there is one of this name
     */
    public Builder datasource(DatasourceSet set) {
      DatasourceSet known = sets.putIfAbsent(set.name(), set);
      if (known != null) {
        throw new IllegalArgumentException(
            "Datasource set '" + set.name() + "' is added twice: " + known + " and " + set);
      }
      return this;
    }

    /** The set of the host; {@code main} unless set. */
    public Builder hostDatasource(DatasourceName name) {
      this.host = name;
      return this;
    }

    /** The discriminator column, as the database stores its name; {@code tenant_id} unless set. */
    public Builder discriminator(String column) {
      this.discriminator = column;
      return this;
    }

    /** The budget; {@link Budget#DEFAULT} unless set. */
    public Builder budget(Budget budget) {
      this.budget = budget;
      return this;
    }

    /** What is allowed beyond what is proven; nothing unless set. */
    public Builder policy(GuardPolicy policy) {
      this.policy = policy;
      return this;
    }

    /** What becomes of statements that are not proven; {@link GuardMode#ENFORCE} unless set. */
    public Builder mode(GuardMode mode) {
      this.mode = mode;
      return this;
    }

    /**
     * Statements that run as they are written although they are not proven, in whatever tenancy; none unless set.
     *
     * @param reasons why each may, by fingerprint: that of {@link RefusedStatement}
     * @throws IllegalArgumentException if a reason is blank
     */
    public Builder allowedStatements(Map<String, String> reasons) {
      reasons.forEach(
          (fingerprint, reason) -> {
            if (reason.isBlank()) {
              throw new IllegalArgumentException("Statement " + fingerprint + " is allowed without a reason; say why");
            }
          });
      this.allowedStatements = Map.copyOf(reasons);
      return this;
    }

    /**
     * Whom a statement is for where no tenancy is bound: for an installation of one tenant. Unless set, such a
     * statement is refused.
     */
    public Builder defaultTenancy(Tenancy tenancy) {
      this.defaultTenancy = tenancy;
      return this;
    }

    /**
     * Switches row-level security on: statements run under these roles, and carry the tenant to the policies that
     * {@link TenantDataSource#rowSecurity()} makes. Off unless set.
     */
    public Builder rowSecurity(RowSecurityRoles roles) {
      this.roles = roles;
      return this;
    }

    /**
     * Where other nodes of the application find what a session wrote. Unless set, a session sees what it wrote through
     * this process.
     */
    public Builder tokenStore(TokenStore store) {
      this.tokenStore = store;
      return this;
    }

    /**
     * Whether a session must not go back in time between two reads, also where it wrote nothing; it reads more often
     * from the writer then. Off unless set.
     */
    public Builder monotonicReads(boolean on) {
      this.monotonicReads = on;
      return this;
    }

    /** How a unit of work that wrote to several databases commits; {@link Span#REFUSE} unless set. */
    public Builder span(Span span) {
      this.span = span;
      return this;
    }

    /** Is told what passes the door; nobody unless set. */
    public Builder listener(DoorListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * The door. Pools open when they are first needed.
     *
     * @throws IllegalStateException if there is no datasource set for the host
     */
    public TenantDataSource build() {
      if (!sets.containsKey(host)) {
        throw new IllegalStateException(
            "There is no datasource set '"
                + host
                + "' for the host; there are "
                + sets.keySet()
                + ". Add it with"
                + " datasource(...), or name one of them with hostDatasource(...)");
      }
      Pools pools = Pools.open(List.copyOf(sets.values()), budget, roles);
      Replicas replicas = new Replicas(sets.values(), pools, budget);
      Catalogs catalogs = Catalogs.over(pools, discriminator, policy, replicas::catalogRead);
      DoorListener quiet = QuietListener.around(listener);
      Exceptions exceptions = new Exceptions(mode, allowedStatements, quiet);
      ChangeListeners listeners = new ChangeListeners();
      Sessions sessions = new Sessions(tokenStore, Duration.ZERO, monotonicReads);
      sets.values().forEach(set -> sessions.keepFor(set.routing().keep()));
      List<DatasourceName> names = new CopyOnWriteArrayList<>(sets.keySet());
      DerivedSets derived = new DerivedSets(sets.values(), set -> add(set, sessions, replicas, names));
      Door door =
          new Door(
              new Router(host, defaultTenancy, roles, derived),
              pools,
              catalogs,
              span,
              quiet,
              exceptions,
              sessions,
              replicas,
              new WritesUnderReadIntent(quiet),
              listeners);
      RowSecurity rowSecurity = roles == null ? null : new RowSecurity(discriminator, roles);
      return new TenantDataSource(door, names, derived, budget, new Doctor(discriminator), rowSecurity);
    }

    private static void add(DatasourceSet set, Sessions sessions, Replicas replicas, List<DatasourceName> names) {
      sessions.keepFor(set.routing().keep());
      replicas.add(set);
      names.add(set.name());
    }
  }
}
