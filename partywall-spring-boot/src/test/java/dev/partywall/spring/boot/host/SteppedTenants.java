package dev.partywall.spring.boot.host;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantSession;
import dev.partywall.core.TenantStatus;
import dev.partywall.fleet.IdempotencyKeyReusedException;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.Operation.Kind;
import dev.partywall.fleet.Operation.State;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantChangedException;
import dev.partywall.fleet.TenantNameTakenException;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.TenantStateException;
import dev.partywall.fleet.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tenants in memory, whose operations go on when a test lets them, and whose database can be away. */
final class SteppedTenants implements Tenants {

  private final Map<TenantId, RegisteredTenant> tenants = new HashMap<>();
  private final Map<UUID, Operation> operations = new HashMap<>();
  private final Map<String, NewTenant> keys = new HashMap<>();
  private final Map<String, UUID> started = new HashMap<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private final Map<Consumer<Operation>, UUID> watchers = new HashMap<>();
  private long version;
  private long id;
  private boolean paused;
  private @Nullable RuntimeException failure;

  /** Whether operations wait for {@link #step}. */
  synchronized void pause(boolean paused) {
    this.paused = paused;
  }

  /** What each call throws; null if they work. */
  synchronized void fail(@Nullable RuntimeException failure) {
    this.failure = failure;
  }

  /** Does a step of the operation. */
  synchronized void step(UUID operation, String step) {
    Operation now = operations.get(operation);
    List<String> steps = new ArrayList<>(now.steps());
    steps.add(step);
    put(state(now, State.RUNNING, steps, null));
  }

  synchronized void undo(UUID operation) {
    put(state(operations.get(operation), State.UNDOING, operations.get(operation).steps(), "no room"));
  }

  synchronized void end(UUID operation, State state) {
    Operation now = operations.get(operation);
    put(state(now, state, now.steps(), state == State.UNDONE ? "no room" : null));
    if (state == State.UNDONE) {
      tenants.remove(now.tenant());
    } else {
      TenantState next = now.kind() == Kind.CREATE ? TenantState.ACTIVE : TenantState.PURGED;
      put(now.tenant(), tenant -> in(tenant, next));
    }
  }

  private static Operation state(Operation now, State state, List<String> steps, @Nullable String error) {
    Instant ended = state == State.DONE || state == State.UNDONE ? Instant.now() : null;
    return new Operation(now.id(), now.kind(), now.tenant(), now.name(), state, steps, error, now.began(), ended);
  }

  private void put(Operation operation) {
    operations.put(operation.id(), operation);
    watchers.forEach(
        (watcher, watched) -> {
          if (watched.equals(operation.id())) {
            watcher.accept(operation);
          }
        });
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
    if (!(Tenancy.current() instanceof Tenancy.OfHost)) {
      throw new IllegalStateException("not the host");
    }
  }

  @Override
  public RegisteredTenant create(NewTenant tenant) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Operation start(NewTenant tenant, @Nullable String key) {
    check();
    if (key != null && keys.containsKey(key)) {
      if (!keys.get(key).equals(tenant)) {
        throw new IdempotencyKeyReusedException(key);
      }
      return operations.get(started.get(key));
    }
    if (tenants.values().stream().anyMatch(other -> other.tenant().name().equals(tenant.name()))) {
      throw new TenantNameTakenException("name", tenant.name().toString(), "it is another tenant's");
    }
    TenantId its = tenant.id() == null ? TenantId.of(++id) : tenant.id();
    DatasourceName set = DatasourceName.MAIN;
    Placement placement =
        switch (tenant.home()) {
          case NewTenant.Home.Shared shared -> new Placement.Shared(shared.set());
          case NewTenant.Home.Isolated isolated -> new Placement.Isolated(isolated.servers());
          case NewTenant.Home.Schema schema -> new Placement.Schema(set, "tenant_" + its);
        };
    Tenant made = new Tenant(its, tenant.name(), tenant.title(), TenantStatus.ACTIVE, placement, 1, tenant.settings());
    tenants.put(its, registered(made, TenantState.CREATING, tenant.domains()));
    Operation operation = begin(Kind.CREATE, its, tenant.name());
    if (key != null) {
      keys.put(key, tenant);
      started.put(key, operation.id());
    }
    audit("tenant.create", its, null);
    return operation;
  }

  private Operation begin(Kind kind, TenantId its, TenantName name) {
    Operation operation =
        new Operation(UUID.randomUUID(), kind, its, name, State.RUNNING, List.of(), null, Instant.now(), null);
    put(operation);
    if (!paused) {
      step(operation.id(), "register");
      end(operation.id(), State.DONE);
    }
    return operations.get(operation.id());
  }

  private RegisteredTenant registered(Tenant tenant, TenantState state, Set<dev.partywall.core.DomainName> domains) {
    Instant now = Instant.now();
    return new RegisteredTenant(
        tenant, state, domains, now, now, state == TenantState.DELETED ? now.plusSeconds(60) : null, ++version);
  }

  private RegisteredTenant in(RegisteredTenant tenant, TenantState state) {
    return registered(tenant.tenant(), state, tenant.domains());
  }

  private void audit(String action, TenantId tenant, @Nullable String reason) {
    String actor = TenantSession.current().user().orElse("system");
    audit.add(new AuditEntry(audit.size() + 1, Instant.now(), actor, tenant, action, reason, Map.of()));
  }

  @Override
  public synchronized Optional<Operation> operation(UUID operation) {
    check();
    return Optional.ofNullable(operations.get(operation));
  }

  @Override
  public synchronized AutoCloseable watch(UUID operation, Consumer<Operation> progress) {
    check();
    Operation now = operations.get(operation);
    for (int i = 1; i <= now.steps().size(); i++) {
      progress.accept(state(now, State.RUNNING, now.steps().subList(0, i), null));
    }
    progress.accept(now);
    watchers.put(progress, operation);
    return () -> {
      synchronized (this) {
        watchers.remove(progress);
      }
    };
  }

  synchronized int watchers() {
    return watchers.size();
  }

  @Override
  public synchronized Optional<RegisteredTenant> find(TenantId tenant) {
    check();
    return Optional.ofNullable(tenants.get(tenant)).filter(found -> found.state() != TenantState.PURGED);
  }

  @Override
  public synchronized List<RegisteredTenant> list(
      @Nullable String text, @Nullable TenantState state, @Nullable TenantName after, int limit) {
    check();
    return tenants.values().stream()
        .filter(found -> text == null || found.tenant().title().contains(text))
        .filter(found -> state == null ? found.state() != TenantState.PURGED : found.state() == state)
        .filter(found -> after == null || found.tenant().name().compareTo(after) > 0)
        .sorted(Comparator.comparing(found -> found.tenant().name()))
        .limit(limit)
        .toList();
  }

  private RegisteredTenant put(TenantId tenant, UnaryOperator<RegisteredTenant> change) {
    RegisteredTenant found = tenants.get(tenant);
    if (found == null) {
      throw new TenantNotFoundException(tenant);
    }
    RegisteredTenant changed = change.apply(found);
    tenants.put(tenant, changed);
    return changed;
  }

  private RegisteredTenant move(TenantId tenant, TenantState from, TenantState to, String action) {
    check();
    audit("tenant." + action, tenant, null);
    return put(
        tenant,
        found -> {
          if (found.state() != from) {
            throw new TenantStateException(found.tenant().name(), found.state(), action, "wait");
          }
          return in(found, to);
        });
  }

  @Override
  public synchronized RegisteredTenant change(TenantId tenant, TenantChange change) {
    check();
    return put(
        tenant,
        found -> {
          Tenant old = found.tenant();
          Tenant changed =
              new Tenant(
                  old.id(),
                  change.name() == null ? old.name() : change.name(),
                  change.title() == null ? old.title() : change.title(),
                  old.status(),
                  old.placement(),
                  old.epoch(),
                  change.settings() == null ? old.settings() : change.settings());
          return registered(changed, found.state(), change.domains() == null ? found.domains() : change.domains());
        });
  }

  @Override
  public synchronized RegisteredTenant suspend(TenantId tenant, String reason) {
    return move(tenant, TenantState.ACTIVE, TenantState.SUSPENDED, "suspend");
  }

  @Override
  public synchronized RegisteredTenant resume(TenantId tenant) {
    return move(tenant, TenantState.SUSPENDED, TenantState.ACTIVE, "resume");
  }

  @Override
  public synchronized RegisteredTenant delete(TenantId tenant, String reason) {
    return move(tenant, TenantState.ACTIVE, TenantState.DELETED, "delete");
  }

  @Override
  public synchronized RegisteredTenant restore(TenantId tenant) {
    return move(tenant, TenantState.DELETED, TenantState.SUSPENDED, "restore");
  }

  @Override
  public Operation purge(TenantId tenant) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Operation startPurge(TenantId tenant) {
    RegisteredTenant found = move(tenant, TenantState.DELETED, TenantState.DELETED, "purge");
    return begin(Kind.PURGE, tenant, found.tenant().name());
  }

  @Override
  public Tenants expecting(long expected) {
    return (Tenants)
        java.lang.reflect.Proxy.newProxyInstance(
            Tenants.class.getClassLoader(),
            new Class<?>[] {Tenants.class},
            (_, method, arguments) -> {
              long present = tenants.get((TenantId) arguments[0]).version();
              if (present != expected) {
                throw new TenantChangedException((TenantId) arguments[0], expected, present);
              }
              try {
                return method.invoke(this, arguments);
              } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public synchronized List<AuditEntry> audit(@Nullable TenantId tenant, @Nullable Long before, int limit) {
    check();
    return audit.reversed().stream()
        .filter(entry -> tenant == null || tenant.equals(entry.tenant()))
        .filter(entry -> before == null || entry.id() < before)
        .limit(limit)
        .toList();
  }
}
