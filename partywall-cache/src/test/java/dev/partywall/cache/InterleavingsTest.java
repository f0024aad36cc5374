package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.partywall.core.Commit;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Rows of a database that are read through a cache in this process, and written with the cache being told after each
 * write: to whoever looks they are rows without a cache, in whatever order threads run.
 */
@Param(name = "row", gen = IntGen.class, conf = "0:1")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class InterleavingsTest {

  private static final Tenancy ACME = Tenancy.of(Tenant.of(1, "acme"));
  private static final ScheduledExecutorService NO_TIMER = Executors.newScheduledThreadPool(0);
  private static final ReadStamp STAMP =
      new ReadStamp(Map.of(LayeredCacheTest.MAIN, Optional.empty()), Set.of("rows"), Set.of());

  private final AtomicIntegerArray rows = new AtomicIntegerArray(2);
  private final Spaces spaces = new Spaces();
  private final Deletions deletions = new Deletions((_, _) -> {}, NO_TIMER, Duration.ofMinutes(1));
  private final LayeredCache<Integer, Integer> cache =
      new CacheOf<>(
          CacheSettings.of("rows", Integer.class, Integer.class),
          new Parts(
              spaces,
              new Access(),
              new Generation(),
              null,
              deletions,
              CacheListener.NONE,
              Runnable::run,
              Ticker.disabledTicker(),
              Duration.ofMinutes(1),
              Duration.ofDays(1)));

  public InterleavingsTest() {
    deletions.cache("rows", () -> (CacheOf<?, ?>) cache);
  }

  @Operation
  public int read(@Param(name = "row") int row) {
    return ACME.call(() -> cache.get(row, this::load));
  }

  private int load(int row) {
    int value = rows.get(row);
    Scope.current().reads().read(STAMP);
    return value;
  }

  /** A commit of which only the table is known. */
  @Operation
  public void write(@Param(name = "row") int row, @Param(name = "value") int value) {
    rows.set(row, value);
    deletions.committed(
        List.of(Doomed.generations(spaces.toChange(ACME, "rows"), Set.of("t:rows"))), Commit.ON_ONE_NODE);
  }

  /** A commit of which the key is known. */
  @Operation
  public void writeByKey(@Param(name = "row") int row, @Param(name = "value") int value) {
    rows.set(row, value);
    ACME.run(() -> cache.delete(row));
  }

  private static ModelCheckingOptions orders() {
    return new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(2);
  }

  @Test
  void in_all_orders_that_are_tried_one_by_one() {
    orders().check(getClass());
  }

  @Test
  void under_load() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(300)
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(2)
        .check(getClass());
  }

  /** What most applications do, to see that the check finds it out. */
  @Param(name = "value", gen = IntGen.class, conf = "1:3")
  public static class CacheAside {
    private final AtomicIntegerArray rows = new AtomicIntegerArray(1);
    private final Map<Integer, Integer> cache = new ConcurrentHashMap<>();

    public CacheAside() {}

    @Operation
    public int read() {
      Integer known = cache.get(0);
      if (known != null) {
        return known;
      }
      int loaded = rows.get(0);
      cache.put(0, loaded);
      return loaded;
    }

    @Operation
    public void write(@Param(name = "value") int value) {
      rows.set(0, value);
      cache.remove(0);
    }
  }

  @Test
  void a_cache_that_keeps_what_was_read_before_a_delete_is_found_out() {
    assertThatThrownBy(() -> orders().invocationsPerIteration(2_000).check(CacheAside.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }
}
