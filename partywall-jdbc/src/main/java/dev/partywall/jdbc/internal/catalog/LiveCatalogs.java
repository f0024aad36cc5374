package dev.partywall.jdbc.internal.catalog;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.internal.pool.Pools;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.guard.SqlGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each catalog when it is first needed, and keeps it. While it is in use its fingerprint is compared in the
 * background from time to time, so that a migration by another node becomes known here; after a pause it is compared
 * before the next use.
 */
final class LiveCatalogs implements Catalogs {

  /** How often catalogs in use are compared, unless said otherwise. */
  static final Duration EVERY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(LiveCatalogs.class);

  private final Pools pools;
  private final CatalogReader reader;
  private final SharedGuards guards;
  private final ReadListener listener;
  private final Map<DatasourceName, OfSet> sets = new ConcurrentHashMap<>();
  private final Thread watcher;

  /**
   * Catalogs of the databases behind the pools.
   *
   * @param discriminator the name of the discriminator column as the databases store it
   * @param every how often catalogs in use are compared with their databases
   */
  LiveCatalogs(Pools pools, String discriminator, GuardPolicy policy, Duration every, ReadListener listener) {
    this.pools = pools;
    this.listener = listener;
    this.reader = new CatalogReader(discriminator);
    this.guards = new SharedGuards(policy, this::forget);
    this.watcher = Thread.ofVirtual().name("partywall-catalogs").start(() -> watch(every));
  }

  /**
   * The catalogs of a set.
   *
   * @param own the one under the database's own search path
   * @param schemas those of tenants' schemas
   * @param looking whether somebody compares them now
   */
  private record OfSet(DatasourceName set, KnownCatalog own, Map<String, KnownCatalog> schemas, AtomicBoolean looking) {
    Stream<KnownCatalog> all() {
      return Stream.concat(Stream.of(own), schemas.values().stream());
    }
  }

  @Override
  public SqlGuard guard(DatasourceName set, Optional<String> schema) throws SQLException {
    return known(set, schema).guard();
  }

  @Override
  public boolean isOutOfDate(DatasourceName set, Optional<String> schema, SqlGuard known) throws SQLException {
    return known(set, schema).isOutOfDate(known);
  }

  @Override
  public long computed() {
    return guards.computed();
  }

  @Override
  public void refresh() {
    all().forEach(KnownCatalog::demand);
  }

  @Override
  public void refresh(DatasourceName set) {
    OfSet ofSet = sets.get(set);
    if (ofSet != null) {
      ofSet.all().forEach(KnownCatalog::demand);
    }
  }

  @Override
  public void forget(DatasourceName set) {
    sets.remove(set);
  }

  private Stream<KnownCatalog> all() {
    return sets.values().stream().flatMap(OfSet::all);
  }

  private KnownCatalog known(DatasourceName set, Optional<String> schema) {
    OfSet ofSet = sets.get(set);
    if (ofSet == null) {
      ofSet = sets.computeIfAbsent(set, this::ofSet);
    }
    if (schema.isEmpty()) {
      return ofSet.own();
    }
    String name = schema.get();
    KnownCatalog known = ofSet.schemas().get(name);
    return known != null
        ? known
        : ofSet.schemas().computeIfAbsent(name, _ -> new KnownCatalog(new InDatabase(set, name)));
  }

  private OfSet ofSet(DatasourceName set) {
    KnownCatalog own = new KnownCatalog(new InDatabase(set, null));
    return new OfSet(set, own, new ConcurrentHashMap<>(), new AtomicBoolean());
  }

  /** A catalog where it is kept: in the database. */
  private final class InDatabase implements KnownCatalog.Source {
    private final DatasourceName set;
    private final @Nullable String schema;

    private InDatabase(DatasourceName set, @Nullable String schema) {
      this.set = set;
      this.schema = schema;
    }

    @Override
    public KnownCatalog.Reading read() throws SQLException {
      return pools.withOwnOfAnyNode(set, this::read);
    }

    private KnownCatalog.Reading read(Connection connection) throws SQLException {
      long start = System.nanoTime();
      CatalogReader.Snapshot read = reader.snapshot(connection, set.value(), schema);
      LOG.debug(
          "Read {} relations of {}{} in {} ms",
          read.catalog().relations().size(),
          set,
          schema == null ? "" : "/" + schema,
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      listener.read(set, schema, connection);
      return new KnownCatalog.Reading(guards.of(read.catalog()), read.fingerprint());
    }

    @Override
    public String fingerprint() throws SQLException {
      return pools.withSpareOfAnyNode(set, this::fingerprint);
    }

    @Override
    public String fingerprint(Connection connection) throws SQLException {
      return Fingerprint.of(connection, schema);
    }
  }

  private void forget(SharedGuards.Shared unused) {
    all().forEach(known -> known.forget(unused));
  }

  private void watch(Duration every) {
    try {
      while (true) {
        Thread.sleep(every);
        sets.values().forEach(this::look);
      }
    } catch (InterruptedException e) {
      LOG.debug("Looks for changes no more");
    }
  }

  /** Compares what is in use of a set, one after another over one connection; a slow database delays no other. */
  private void look(OfSet set) {
    if (set.looking().get()) {
      return;
    }
    List<KnownCatalog> due = set.all().filter(KnownCatalog::isDue).toList();
    if (!due.isEmpty()) {
      set.looking().set(true);
      Thread.ofVirtual().name("partywall-catalogs-" + set.set()).start(() -> look(set, due));
    }
  }

  private void look(OfSet set, List<KnownCatalog> due) {
    try {
      pools.withSpareOfAnyNode(set.set(), connection -> compare(due, connection));
    } catch (SQLException | RuntimeException e) {
      // Whoever uses the database will hear of it.
      LOG.debug("The catalogs of {} could not be compared", set.set(), e);
      due.forEach(KnownCatalog::lookFailed);
    } finally {
      set.looking().set(false);
    }
  }

  private static int compare(List<KnownCatalog> due, Connection connection) throws SQLException {
    for (KnownCatalog known : due) {
      known.look(connection);
    }
    return due.size();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
