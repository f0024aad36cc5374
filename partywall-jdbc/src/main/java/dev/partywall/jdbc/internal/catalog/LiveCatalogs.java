package dev.partywall.jdbc.internal.catalog;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.internal.pool.Pools;
import dev.partywall.sql.Catalog;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.guard.SqlGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each catalog when it is first needed, and keeps it. A catalog in use is read again in the background from time
 * to time, so that a migration by another node becomes known here.
 */
final class LiveCatalogs implements Catalogs {

  /** How often catalogs in use are read again, unless said otherwise. */
  static final Duration EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(LiveCatalogs.class);

  private final Pools pools;
  private final CatalogReader reader;
  private final SharedGuards guards;
  private final Map<DatasourceName, OfSet> sets = new ConcurrentHashMap<>();

  /** Raised by each refresh: a catalog that was read for an earlier one is out of date. */
  private final AtomicInteger version = new AtomicInteger();

  private final Thread watcher;

  /**
   * Catalogs of the databases behind the pools.
   *
   * @param discriminator the name of the discriminator column as the databases store it
   * @param every how often catalogs in use are read again
   */
  LiveCatalogs(Pools pools, String discriminator, GuardPolicy policy, Duration every) {
    this.pools = pools;
    this.reader = new CatalogReader(discriminator);
    this.guards = new SharedGuards(policy, this::forget);
    this.watcher = Thread.ofVirtual().name("partywall-catalogs").start(() -> watch(every));
  }

  /** The catalogs of a set: its own, and those of tenants' schemas in it. */
  private record OfSet(KnownCatalog own, Map<String, KnownCatalog> schemas) {
    Stream<KnownCatalog> all() {
      return Stream.concat(Stream.of(own), schemas.values().stream());
    }
  }

  @Override
  public SqlGuard guard(DatasourceName set, Optional<String> schema) throws SQLException {
    return known(set, schema).guard(version);
  }

  @Override
  public boolean reread(DatasourceName set, Optional<String> schema, SqlGuard known) throws SQLException {
    return known(set, schema).reread(version, known);
  }

  @Override
  public void refresh() {
    version.incrementAndGet();
  }

  private KnownCatalog known(DatasourceName set, Optional<String> schema) {
    OfSet ofSet = sets.get(set);
    if (ofSet == null) {
      ofSet = sets.computeIfAbsent(set, _ -> new OfSet(catalog(set, null), new ConcurrentHashMap<>()));
    }
    if (schema.isEmpty()) {
      return ofSet.own();
    }
    String name = schema.get();
    KnownCatalog known = ofSet.schemas().get(name);
    return known != null ? known : ofSet.schemas().computeIfAbsent(name, _ -> catalog(set, name));
  }

  private KnownCatalog catalog(DatasourceName set, @Nullable String schema) {
    return new KnownCatalog(() -> read(set, schema));
  }

  private SharedGuards.Shared read(DatasourceName set, @Nullable String schema) throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = pools.unguarded(set).getConnection()) {
      Catalog catalog = reader.read(connection, set.value(), schema);
      LOG.debug(
          "Read {} relations of {}{} in {} ms",
          catalog.relations().size(),
          set,
          schema == null ? "" : "/" + schema,
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      return guards.of(catalog);
    }
  }

  private void forget(SharedGuards.Shared unused) {
    sets.values().stream().flatMap(OfSet::all).forEach(known -> known.forget(unused));
  }

  private void watch(Duration every) {
    try {
      while (true) {
        Thread.sleep(every);
        sets.values().stream().flatMap(OfSet::all).filter(KnownCatalog::takeUsed).forEach(this::readAgain);
      }
    } catch (InterruptedException e) {
      LOG.debug("Looks for changes no more");
    }
  }

  private void readAgain(KnownCatalog known) {
    try {
      known.readAgain(version);
    } catch (SQLException | RuntimeException e) {
      // Whoever uses the database will hear of it; until then the old snapshot stands, and the others are looked at.
      LOG.debug("A catalog could not be read again", e);
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
