package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.cache.CacheSettings;
import dev.partywall.cache.LayeredCache;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.cache.Lifetime;
import dev.partywall.core.KeyedWrites;
import dev.partywall.core.Scope;
import java.sql.Connection;
import java.sql.SQLException;

/** The cache of this project: rows by key, of which the writer tells the keys. */
final class LayeredCopies implements Copies {

  private static final KeyedWrites KEYED = new KeyedWrites(Counters.TABLE);

  private final Counters counters;
  private final LayeredCaches caches;
  private final LayeredCache<Long, Long> cache;

  LayeredCopies(Counters counters, LayeredCaches caches) {
    this.counters = counters;
    this.caches = caches;
    this.cache =
        caches.cache(
            CacheSettings.of("counters", Long.class, Long.class)
                .withProcess(Lifetime.of(Lives.PROCESS))
                .withRedis(Lifetime.of(Lives.REDIS))
                .withKeyedBy(Counters.TABLE));
  }

  @Override
  public String name() {
    return "partywall";
  }

  @Override
  public Seen read(long row) throws SQLException {
    boolean[] loaded = new boolean[1];
    try {
      Long version =
          cache.get(
              row,
              key -> {
                loaded[0] = true;
                try {
                  return counters.read(key);
                } catch (SQLException e) {
                  throw new LoadException(e);
                }
              });
      return new Seen(version == null ? 0 : version, loaded[0]);
    } catch (LoadException e) {
      throw e.reason();
    }
  }

  @Override
  public long write(long row) throws SQLException {
    return Scope.current()
        .with(KEYED)
        .<Long, SQLException>call(
            () -> {
              try (Connection connection = counters.door().getConnection()) {
                connection.setAutoCommit(false);
                long version = Counters.write(connection, row);
                cache.delete(row);
                connection.commit();
                return version;
              }
            });
  }

  @Override
  public void close() {
    caches.close();
  }
}
