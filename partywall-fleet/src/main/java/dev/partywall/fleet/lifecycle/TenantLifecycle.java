package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.HostOnlyException;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.OperationUnfinishedException;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantNotCreatedException;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.TenantSeeder;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.Tenants;
import dev.partywall.fleet.lifecycle.Creations.Begun;
import dev.partywall.fleet.lifecycle.Runner.Failure;
import dev.partywall.fleet.lifecycle.Runner.Outcome;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and removes the tenants of a registry.
 *
 * {@snippet :
 * TenantLifecycle tenants = TenantLifecycle.builder(door, registry).migrations(migrations).seeder(admin).start();
 * Tenancy.host().run(() -> tenants.create(NewTenant.of("acme").in(new Home.Isolated(DatasourceName.MAIN))));
 * }
 *
 * <p>What takes several steps is written down step by step in the host database. A process works on an operation while
 * it holds its lock there, which the database frees when the process ends; then any other goes on with it. Safe for use
 * by many threads.
 */
public final class TenantLifecycle implements Tenants, AutoCloseable {

  private static final int LONGEST_PAGE = 1_000;

  private final Workings workings;

  /** The version that a tenant must have to be changed; null for any. */
  private final @Nullable Long expected;

  private TenantLifecycle(Workings workings, @Nullable Long expected) {
    this.workings = workings;
    this.expected = expected;
  }

  /** A builder for the tenants of a registry, with the default settings, and neither migrations nor seeders. */
  public static Builder builder(TenantDataSource door, Registry registry) {
    return new Builder(door, registry);
  }

  @Override
  public RegisteredTenant create(NewTenant tenant) {
    requireHost("Tenants.create");
    Outcome outcome = finish(new Creations(workings).begin(tenant, null).operation());
    OperationRow operation = outcome.operation();
    Failure failure = outcome.failure();
    if (operation.state() == Operation.State.DONE) {
      return find(operation.tenant()).orElseThrow(() -> new TenantNotFoundException(operation.tenant()));
    }
    if (operation.state() == Operation.State.UNDONE) {
      throw failure == null
          ? new TenantNotCreatedException(
              operation.name(), "?", new IllegalStateException(String.valueOf(operation.error())))
          : new TenantNotCreatedException(operation.name(), failure.step(), failure.cause());
    }
    throw new OperationUnfinishedException(operation.toOperation(), failure == null ? null : failure.cause());
  }

  /** Goes on until the end, or until something is in the way. */
  private Outcome finish(OperationRow operation) {
    try {
      Outcome outcome = workings.undertakings().finish(operation.id());
      workings.changed();
      return outcome;
    } catch (SQLException | TenantStoreUnavailableException e) {
      throw new OperationUnfinishedException(operation.toOperation(), e);
    }
  }

  @Override
  public Operation start(NewTenant tenant, @Nullable String idempotencyKey) {
    requireHost("Tenants.start");
    Begun begun = new Creations(workings).begin(tenant, idempotencyKey);
    if (begun.isNew()) {
      workings.undertakings().begin(begun.operation().id());
    }
    return begun.operation().toOperation();
  }

  @Override
  public Optional<Operation> operation(UUID id) {
    requireHost("Tenants.operation");
    return workings.host().transaction(c -> workings.operations().find(c, id)).map(OperationRow::toOperation);
  }

  @Override
  public AutoCloseable watch(UUID operation, Consumer<Operation> progress) {
    requireHost("Tenants.watch");
    if (operation(operation).isEmpty()) {
      throw new IllegalArgumentException("There is no operation " + operation);
    }
    return new Watch(
            id -> workings.host().transaction(c -> workings.operations().find(c, id)).orElseThrow().toOperation(),
            operation,
            progress)
        .start();
  }

  @Override
  public Optional<RegisteredTenant> find(TenantId id) {
    requireHost("Tenants.find");
    return workings.host().transaction(c -> workings.tables().find(c, id));
  }

  @Override
  public List<RegisteredTenant> list(
      @Nullable String text, @Nullable TenantState state, @Nullable TenantName after, int limit) {
    requireHost("Tenants.list");
    requirePage(limit);
    return workings.host().transaction(c -> workings.tables().list(c, text, state, after, limit));
  }

  private static void requirePage(int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit is " + limit + "; it is from 1 to " + LONGEST_PAGE);
    }
  }

  @Override
  public RegisteredTenant change(TenantId id, TenantChange change) {
    return changed(
        id,
        "change",
        List.of(TenantState.ACTIVE, TenantState.SUSPENDED),
        (connection, before) -> {
          RegisteredTenant after = workings.tables().change(connection, id, change);
          workings.tables().audit(connection, id, "tenant.change", null, differences(before, after));
          return after;
        });
  }

  /** What became of what was changed. */
  private static Map<String, Object> differences(RegisteredTenant before, RegisteredTenant after) {
    Map<String, Object> details = new TreeMap<>();
    note(details, "name", before.tenant().name().toString(), after.tenant().name().toString());
    note(details, "title", before.tenant().title(), after.tenant().title());
    note(details, "domains", domains(before), domains(after));
    note(details, "settings", before.tenant().settings(), after.tenant().settings());
    return details;
  }

  private static List<String> domains(RegisteredTenant tenant) {
    return tenant.domains().stream().map(Object::toString).sorted().toList();
  }

  private static void note(Map<String, Object> details, String what, Object before, Object after) {
    if (!before.equals(after)) {
      details.put(what, Map.of("from", before, "to", after));
    }
  }

  @Override
  public RegisteredTenant suspend(TenantId id, String reason) {
    return state(id, "suspend", List.of(TenantState.ACTIVE), TenantState.SUSPENDED, reason, null);
  }

  @Override
  public RegisteredTenant resume(TenantId id) {
    return state(id, "resume", List.of(TenantState.SUSPENDED), TenantState.ACTIVE, null, null);
  }

  @Override
  public RegisteredTenant delete(TenantId id, String reason) {
    return state(
        id,
        "delete",
        List.of(TenantState.ACTIVE, TenantState.SUSPENDED),
        TenantState.DELETED,
        reason,
        Instant.now().plus(workings.settings().keepDeleted()));
  }

  @Override
  public RegisteredTenant restore(TenantId id) {
    requireHost("Tenants.restore");
    workings.bringForward(id);
    return state(id, "restore", List.of(TenantState.DELETED), TenantState.SUSPENDED, null, null);
  }

  private RegisteredTenant state(
      TenantId id,
      String action,
      List<TenantState> from,
      TenantState to,
      @Nullable String reason,
      @Nullable Instant purgeAfter) {
    return changed(
        id,
        action,
        from,
        (connection, _) -> {
          RegisteredTenant after = workings.tables().state(connection, id, to, purgeAfter);
          workings.tables().audit(connection, id, "tenant." + action, reason, Map.of());
          return after;
        });
  }

  /** A change of a tenant in a state that allows it. */
  private interface Change {
    RegisteredTenant make(Connection connection, RegisteredTenant before) throws SQLException;
  }

  private RegisteredTenant changed(TenantId id, String action, List<TenantState> from, Change change) {
    requireHost("Tenants." + action);
    RegisteredTenant after =
        workings
            .host()
            .transaction(
                c -> {
                  workings.tables().lock(c);
                  RegisteredTenant before =
                      workings.tables().find(c, id).orElseThrow(() -> new TenantNotFoundException(id));
                  States.requireVersion(before, expected);
                  States.require(before, action, from.toArray(TenantState[]::new));
                  return change.make(c, before);
                });
    workings.changed();
    return after;
  }

  @Override
  public Operation purge(TenantId id) {
    requireHost("Tenants.purge");
    OperationRow begun = new Purges(workings).begin(id, expected);
    Outcome outcome = finish(begun);
    if (!outcome.operation().hasEnded()) {
      Failure failure = outcome.failure();
      throw new OperationUnfinishedException(
          outcome.operation().toOperation(), failure == null ? null : failure.cause());
    }
    return outcome.operation().toOperation();
  }

  @Override
  public Operation startPurge(TenantId id) {
    requireHost("Tenants.startPurge");
    OperationRow begun = new Purges(workings).begin(id, expected);
    if (!begun.hasEnded()) {
      workings.undertakings().begin(begun.id());
    }
    return begun.toOperation();
  }

  @Override
  public Tenants expecting(long version) {
    return new TenantLifecycle(workings, version);
  }

  @Override
  public List<AuditEntry> audit(@Nullable TenantId tenant, @Nullable Long before, int limit) {
    requireHost("Tenants.audit");
    requirePage(limit);
    return workings.host().transaction(c -> workings.tables().audit(c, tenant, before, limit));
  }

  /**
   * From now on this process also goes on with what other processes left, purges what is due and prepares databases.
   *
   * @throws IllegalStateException if databases are to be prepared where the user may not create any
   */
  public void runInBackground() {
    try {
      workings.databases().requireCreateDatabase();
      workings.start();
    } catch (SQLException e) {
      throw new IllegalStateException("The servers for tenants' databases do not answer: " + e.getMessage(), e);
    }
  }

  /** What is known of the schemas of all tenants that have a database or schema of their own. */
  public Map<Placement, String> fingerprints() {
    return workings.host().transaction(c -> workings.operations().fingerprints(c));
  }

  /** Notes that databases and schemas of tenants were migrated. */
  public void migrated(Collection<Placement> placements, String fingerprint) {
    workings
        .host()
        .transaction(
            c -> {
              for (Placement placement : placements) {
                workings.operations().migrated(c, placement, fingerprint);
              }
              return null;
            });
  }

  /** The sets on whose servers databases are prepared. */
  public Set<String> preparedOn() {
    Set<String> names = new TreeSet<>();
    if (workings.settings().prepared() > 0) {
      workings.settings().servers().forEach(servers -> names.add(servers.value()));
    }
    return names;
  }

  /** How many databases are prepared for isolated tenants, by set. */
  public Map<String, Integer> preparedDatabases() {
    Map<String, Integer> ready = new TreeMap<>();
    workings.settings().servers().forEach(servers -> ready.put(servers.value(), workings.databases().ready(servers)));
    return ready;
  }

  private static void requireHost(String what) {
    if (!(Tenancy.find().orElse(null) instanceof Tenancy.OfHost)) {
      throw new HostOnlyException(what);
    }
  }

  /** Lets the present steps end. What is not done then is done by other processes, or when one starts. */
  @Override
  public void close() {
    workings.close();
  }

  /** Builds a {@link TenantLifecycle}. */
  public static final class Builder {
    private final TenantDataSource door;
    private final Registry registry;
    private Supplier<List<TenantSeeder>> seeders = List::of;
    private SchemaMigrations migrations = SchemaMigrations.NONE;
    private SeedTransaction seedTransaction = SeedTransaction.NONE;
    private LifecycleSettings settings = LifecycleSettings.DEFAULT;
    private LifecycleListener listener = LifecycleListener.NONE;

    private Builder(TenantDataSource door, Registry registry) {
      this.door = door;
      this.registry = registry;
    }

    /** How new databases and schemas get their tables; {@link SchemaMigrations#NONE} unless set. */
    public Builder migrations(SchemaMigrations migrations) {
      this.migrations = migrations;
      return this;
    }

    /** Adds what puts something into new tenants; in the order in which they are added. */
    public Builder seeder(TenantSeeder seeder) {
      Supplier<List<TenantSeeder>> before = seeders;
      return seeders(() -> Stream.concat(before.get().stream(), Stream.of(seeder)).toList());
    }

    /** What puts something into new tenants, in their order; asked for each time. */
    public Builder seeders(Supplier<List<TenantSeeder>> seeders) {
      this.seeders = seeders;
      return this;
    }

    /** The transaction of all seeders of a tenant; {@link SeedTransaction#NONE} unless set. */
    public Builder seedTransaction(SeedTransaction transaction) {
      this.seedTransaction = transaction;
      return this;
    }

    /** The settings; {@link LifecycleSettings#DEFAULT} unless set. */
    public Builder settings(LifecycleSettings settings) {
      this.settings = settings;
      return this;
    }

    /** Is told what becomes of operations; nobody unless set. */
    public Builder listener(LifecycleListener listener) {
      this.listener = listener;
      return this;
    }

    TenantDataSource door() {
      return door;
    }

    Registry registry() {
      return registry;
    }

    SchemaMigrations migrations() {
      return migrations;
    }

    Supplier<List<TenantSeeder>> seeders() {
      return seeders;
    }

    SeedTransaction seedTransaction() {
      return seedTransaction;
    }

    LifecycleSettings settings() {
      return settings;
    }

    LifecycleListener listener() {
      return listener;
    }

    /** The tenants, for a process that does only what it is asked for until {@link #runInBackground}. */
    public TenantLifecycle build() {
      return new TenantLifecycle(new Workings(this), null);
    }

    /**
     * The tenants, for a process that also goes on with what other processes left, purges what is due and prepares
     * databases.
     *
     * @throws IllegalStateException if databases are to be prepared where the user may not create any
     */
    public TenantLifecycle start() {
      TenantLifecycle tenants = build();
      try {
        tenants.runInBackground();
        return tenants;
      } catch (Throwable t) {
        tenants.close();
        throw t;
      }
    }
  }
}
