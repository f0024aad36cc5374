package dev.partywall.fleet.registry;

import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.core.store.EmptyTenantStore;
import dev.partywall.fleet.internal.registry.ChangeReader;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.fleet.internal.registry.Reservations;
import dev.partywall.fleet.registry.Unknown.Memory;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tenants that are kept in the host's database. All of them are held in memory, so that a look-up asks nobody.
 * Changes by whatever process are heard of at once.
 *
 * <p>Tenants are served for the time of the lease after the database was heard of last; then every look-up throws
 * {@link TenantStoreUnavailableException}. Whom nobody knows is asked for in the database before there is none.
 */
public final class Registry implements TenantStore, TenantDirectory, AutoCloseable {

  private final TenantId.Kind kind;
  private final RegistrySettings settings;
  private final TenantStore configured;
  private final Reservations reservations;
  private final RegistryTables tables;
  private final HostDatabase database;
  private final Known known;
  private final Unknown unknown;
  private final Questions questions;
  private final Follower follower;
  private final LongAdder found = new LongAdder();
  private final LongAdder notFound = new LongAdder();
  private final LongAdder unavailable = new LongAdder();

  private Registry(Builder builder) {
    this.kind = builder.kind;
    this.settings = builder.settings;
    this.configured = builder.configured;
    PhysicalDatabase host = builder.door.database(new Placement.Shared(builder.door.hostSet()));
    this.reservations = new Reservations(settings.reserved(), configured);
    this.tables = new RegistryTables(kind, reservations);
    this.database = new HostDatabase(host);
    this.known = new Known(new ChangeReader(kind), settings.lease());
    this.unknown = new Unknown(settings.negativeTtl(), settings.lease());
    this.questions = new Questions(host, known);
    this.follower = new Follower(host, known, questions, settings.poll());
  }

  /** A registry in the database of the host of this door, with the default settings. */
  public static Builder builder(TenantDataSource door) {
    return new Builder(door);
  }

  @Override
  public Optional<Tenant> findByName(TenantName name) {
    Tenant tenant = view().find(name);
    return tenant != null && !reservations.isReserved(name) ? known(tenant) : byName(name);
  }

  private Optional<Tenant> byName(TenantName name) {
    return reservations.isReserved(name) ? none() : asked(name, view -> view.find(name));
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    Tenant tenant = view().find(id);
    return tenant != null ? known(tenant) : asked(id, view -> view.find(id));
  }

  @Override
  public Optional<Tenant> findByDomain(DomainName domain) {
    Tenant tenant = view().find(domain);
    return tenant != null ? known(tenant) : asked(domain, view -> view.find(domain));
  }

  @Override
  public Stream<Tenant> tenants() {
    return view().tenants().stream();
  }

  /**
   * The host's own settings.
   *
   * @throws TenantStoreUnavailableException if they are not known, or not any more
   */
  public Map<String, Object> hostSettings() {
    return view().settings();
  }

  /**
   * Gives the host other settings, and writes that into the audit trail.
   *
   * @throws TenantStoreUnavailableException if the database fails
   */
  public void hostSettings(Map<String, Object> settings) {
    database.transaction(
        connection -> {
          tables.hostSettings(connection, settings);
          tables.audit(connection, null, "host.settings", null, Map.of("settings", settings));
          return null;
        });
    refresh();
  }

  /**
   * Writes into the audit trail what the user of the running block's session does.
   *
   * @param tenant to whom; null for the host's own
   * @param action what, as in {@code tenant.suspend}
   * @param reason why; null if nobody says
   * @param details more, by name
   * @throws TenantStoreUnavailableException if the database fails
   */
  public void audit(@Nullable TenantId tenant, String action, @Nullable String reason, Map<String, Object> details) {
    database.transaction(
        connection -> {
          tables.audit(connection, tenant, action, reason, details);
          return null;
        });
  }

  /**
   * Makes sure that this process knows all that was committed until now.
   *
   * @throws TenantStoreUnavailableException if the database does not answer
   */
  public void refresh() {
    var _ = questions.ask(true);
  }

  /** The kind of the ids. */
  public TenantId.Kind idKind() {
    return kind;
  }

  /** How the registry is followed. */
  public RegistrySettings settings() {
    return settings;
  }

  /** The tenants of the configuration, whose names, ids and domains are not given to others. */
  public TenantStore configured() {
    return configured;
  }

  /** How the registry is at this moment. */
  public RegistryStats stats() {
    View view = known.last();
    return new RegistryStats(
        view == null ? 0 : view.tenants().size(),
        view == null ? 0 : view.version(),
        view == null ? null : Duration.ofNanos(known.age()),
        follower.isConnected(),
        follower.reconnects(),
        found.sum(),
        notFound.sum(),
        unavailable.sum(),
        questions.sent());
  }

  /** Ends following. */
  @Override
  public void close() {
    follower.close();
    questions.close();
    database.close();
  }

  private View view() {
    try {
      return known.view();
    } catch (TenantStoreUnavailableException e) {
      unavailable.increment();
      throw e;
    }
  }

  private Optional<Tenant> known(Tenant tenant) {
    found.increment();
    return Optional.of(tenant);
  }

  private Optional<Tenant> none() {
    notFound.increment();
    return Optional.empty();
  }

  private Optional<Tenant> asked(Object key, Function<View, @Nullable Tenant> lookUp) {
    Memory memory = unknown.of(key);
    if (memory == Memory.FRESH) {
      return none();
    }
    long now = System.nanoTime();
    if (!isCertain(memory == Memory.OLD)) {
      return none();
    }
    Tenant tenant = lookUp.apply(view());
    if (tenant != null) {
      return known(tenant);
    }
    unknown.add(key, now);
    return none();
  }

  /**
   * Asks the database, if it can be asked.
   *
   * @param wasUnknown whether there was none before, which is good enough if nobody answers
   */
  private boolean isCertain(boolean wasUnknown) {
    if (wasUnknown && !follower.isConnected()) {
      return false;
    }
    try {
      return questions.ask(!wasUnknown);
    } catch (TenantStoreUnavailableException e) {
      if (wasUnknown) {
        return false;
      }
      unavailable.increment();
      throw e;
    }
  }

  /** How a registry is made. */
  public static final class Builder {

    private final TenantDataSource door;
    private TenantId.Kind kind = TenantId.Kind.BIGINT;
    private RegistrySettings settings = RegistrySettings.DEFAULT;
    private TenantStore configured = EmptyTenantStore.INSTANCE;

    private Builder(TenantDataSource door) {
      this.door = door;
    }

    /** The kind of the ids; {@code bigint} unless given. */
    public Builder idKind(TenantId.Kind kind) {
      this.kind = kind;
      return this;
    }

    /** How the registry is followed. */
    public Builder settings(RegistrySettings settings) {
      this.settings = settings;
      return this;
    }

    /** Tenants of the configuration, whose names, ids and domains are not given to others. */
    public Builder configured(TenantStore configured) {
      this.configured = configured;
      return this;
    }

    /**
     * Makes the tables where they are not there, reads all tenants, and follows what changes.
     *
     * @throws TenantStoreUnavailableException if the host's database does not answer, unless the settings allow it
     */
    public Registry start() {
      Registry registry = new Registry(this);
      try {
        registry.follower.start(settings.startWithoutDatabase());
        return registry;
      } catch (Throwable t) {
        registry.close();
        throw t;
      }
    }
  }
}
