package dev.partywall.model.access;

import dev.partywall.cache.CacheListener;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.model.Caching;
import dev.partywall.model.Model;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** Models that keep all they can, over a door that tells what is changed. */
abstract class CachedFixture extends ModelFixture {

  private Counts counts;
  LayeredCaches caches;

  CachedFixture(TestDatabase main, TestDatabase other, Placement ofAcme, Placement ofGlobex) {
    super(main, other, ofAcme, ofGlobex);
  }

  /** How often copies were used and were not. */
  static final class Counts implements CacheListener {
    final AtomicInteger hits = new AtomicInteger();
    final AtomicInteger misses = new AtomicInteger();

    @Override
    public void hit(String cache, Layer layer) {
      hits.incrementAndGet();
    }

    @Override
    public void miss(String cache) {
      misses.incrementAndGet();
    }
  }

  public Counts counts() {
    return counts;
  }

  LayeredCaches.Builder configure(LayeredCaches.Builder builder) {
    return builder;
  }

  @Override
  Models models(TenantDataSource over) {
    counts = new Counts();
    caches = configure(LayeredCaches.builder()).listener(counts).build();
    caches.use(over.sessions());
    over.listen(caches);
    return Models.builder(over).clock(clock).caches(caches).build();
  }

  @Override
  public <T, I> Model<T, I> model(Class<T> entity, Class<I> key) {
    return models.model(entity, key, Caching.ENTITIES_AND_QUERIES);
  }

  /** What was changed past the door. */
  @BeforeEach
  void forget() {
    List.of(acme, globex).forEach(tenant -> caches.clear(Tenancy.of(tenant)));
    caches.clear(Tenancy.host());
  }

  @Override
  public void raw(dev.partywall.core.Tenant tenant, String sql) throws SQLException {
    super.raw(tenant, sql);
    if (caches != null) {
      forget();
    }
  }

  @AfterAll
  void closeCaches() {
    caches.close();
  }
}
