package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OneLayerTest extends LayeredCacheTest {

  private static final int SIZE = 100;

  private final List<Tenancy> many =
      LongStream.rangeClosed(1, 50).mapToObj(id -> Tenancy.of(Tenant.of(id, "tenant-" + id))).toList();

  @Override
  LayeredCaches.Builder builder() {
    return LayeredCaches.builder();
  }

  @Test
  void all_tenants_together_have_no_more_entries_than_the_size() {
    LayeredCache<Long, Product> cache = caches.cache(products().withSize(SIZE));
    for (Tenancy tenancy : many) {
      for (long id = 1; id <= 20; id++) {
        Product product = new Product(id, "of all");
        tenancy.run(() -> cache.put(product.id(), product));
      }
    }
    TwoLayersTest.await(() -> kept(cache) <= SIZE);
    assertThat(kept(cache)).isPositive();
  }

  private long kept(LayeredCache<Long, Product> cache) {
    return many.stream()
        .mapToLong(
            tenancy -> tenancy.call(() -> LongStream.rangeClosed(1, 20).filter(id -> cache.find(id) != null).count()))
        .sum();
  }
}
