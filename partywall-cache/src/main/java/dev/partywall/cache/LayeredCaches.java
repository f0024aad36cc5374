package dev.partywall.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.partywall.core.Change;
import dev.partywall.core.ChangeListener;
import dev.partywall.core.Commit;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.consistency.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The caches of an application. It listens to what is changed through a door, and drops what was made from it; a door
 * must know it as its {@link ChangeListener}, and it must know the door's {@link Sessions} ({@link #use}).
 *
 * {@snippet :
 * LayeredCaches caches = LayeredCaches.builder().build();
 * door.listen(caches);
 * caches.use(door.sessions());
 * LayeredCache<Long, Product> products = caches.cache(CacheSettings.of("products", Long.class, Product.class));
 * Product product = products.get(5L, repository::find);
 * }
 */
public final class LayeredCaches implements ChangeListener, AutoCloseable {

  private static final String ANY = "(any)";
  private static final CompletionStage<?> DONE = CompletableFuture.completedStage(null);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("partywall-cache").factory());
  private final Spaces spaces = new Spaces();
  private final Access access = new Access();
  private final Generation process = new Generation();
  private final Deletions deletions;
  private final @Nullable RedisLayer redis;
  private final Parts parts;
  private final CacheTuning tuning;

  private LayeredCaches(Builder builder) {
    DelayedDeletes delayed = builder.delayedDeletes;
    this.deletions = new Deletions(delayed != null ? delayed : this::againInThisProcess, timer, builder.keep);
    RedisAddress address = builder.address;
    this.redis = address == null ? null : redis(builder, address);
    this.tuning = builder.tuning;
    this.parts =
        new Parts(
            spaces,
            access,
            process,
            redis,
            deletions,
            builder.listener,
            builder.background,
            builder.ticker,
            builder.keep,
            builder.longestLoad);
    Object _ = timer.scheduleAtFixedRate(spaces::tick, 1, 1, TimeUnit.SECONDS);
    if (redis != null) {
      deletions.tell(redis);
      redis.start();
    }
  }

  private RedisLayer redis(Builder builder, RedisAddress address) {
    process.change(_ -> Generation.UNUSABLE); // until others are heard
    return new RedisLayer(
        new RedisLayer.Settings(
            address, builder.prefix, builder.timeout, builder.pause, builder.keep, builder.longestLoad),
        spaces,
        timer,
        builder.listener,
        new Hearing(builder.listener));
  }

  /** What other processes tell. */
  private final class Hearing implements Bus.Ear {
    private final CacheListener listener;

    Hearing(CacheListener listener) {
      this.listener = listener;
    }

    @Override
    public void heard(String text, SessionToken position) {
      Doomed doomed = Doomed.parse(text, LayeredCaches.this::space);
      deletions.heard(doomed, position);
    }

    @Override
    public void hearing(boolean all) {
      if (!all) {
        process.change(_ -> Generation.UNUSABLE);
      }
      deletions.all().forEach(cache -> cache.memory().drop());
      if (all) {
        process.change(_ -> new Mark(SessionToken.NONE, 0));
      }
      listener.dropped();
    }
  }

  /** A builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Serves sessions by what they wrote through a door. To be called before caches are used. */
  public void use(Sessions sessions) {
    access.use(sessions);
  }

  /**
   * The cache of a name; the same one each time.
   *
   * @throws IllegalStateException if there is one of that name with other types
   */
  @SuppressWarnings("unchecked") // the types are checked
  public <K, V> LayeredCache<K, V> cache(CacheSettings<K, V> settings) {
    CacheOf<?, ?> cache = deletions.cache(settings.name(), () -> new CacheOf<>(tuning.tune(settings), parts));
    CacheSettings<?, ?> known = cache.settings();
    if (!known.keyType().equals(settings.keyType()) || !known.valueType().equals(settings.valueType())) {
      throw new IllegalStateException(
          "Cache "
              + settings.name()
              + " has keys of "
              + known.keyType().getTypeName()
              + " and values of "
              + known.valueType().getTypeName()
              + "; one of other types needs another name");
    }
    return (LayeredCache<K, V>) cache;
  }

  /** Drops all that is cached of a tenancy, at once; where a transaction is open that wrote, after its commit. */
  public void clear(Tenancy tenancy) {
    Space space = spaces.toChange(tenancy, ANY);
    deletions.submit(Scope.current(), Doomed.generations(space, Set.of(Dependency.ALL.name())));
  }

  @Override
  public CompletionStage<?> changed(List<Change> changes, Commit commit) {
    if (redis == null && !deletions.hasCaches()) {
      return DONE;
    }
    return deletions.committed(doomed(changes), commit);
  }

  private List<Doomed> doomed(List<Change> changes) {
    Map<Space, Set<String>> changed = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change.tenancy() instanceof Tenancy.Across(_, Set<Tenant> tenants)) {
        tenants.forEach(tenant -> add(changed, spaces.toChange(Tenancy.of(tenant), ANY), generations(change)));
      } else if (change.tenancy() instanceof Tenancy.AcrossAll) {
        add(changed, spaces.host(), Set.of(Dependency.EVERYTHING.name()));
      } else {
        add(changed, spaces.toChange(change.tenancy(), ANY), generations(change));
      }
    }
    List<Doomed> doomed = new ArrayList<>();
    changed.forEach((space, generations) -> doomed.add(Doomed.generations(space, generations)));
    return doomed;
  }

  /**
   * What {@link #again} is to be told after a change: for a queue that is filled with the change itself.
   *
   * @return none if this process has no caches
   */
  public List<String> deletesAfter(Change change) {
    return deletions.hasCaches() ? doomed(List.of(change)).stream().map(Doomed::text).toList() : List.of();
  }

  private static void add(Map<Space, Set<String>> changed, Space space, Set<String> generations) {
    changed.computeIfAbsent(space, _ -> new LinkedHashSet<>()).addAll(generations);
  }

  private static Set<String> generations(Change change) {
    Set<String> tables = change.tables();
    if (tables == null) {
      return Set.of(Dependency.ALL.name());
    }
    Set<String> generations = new HashSet<>();
    for (String table : tables) {
      generations.add(Dependency.table(false, table, false).name());
      if (!change.keyed().contains(table)) {
        generations.add(Dependency.table(false, table, true).name());
      }
    }
    return generations;
  }

  /** Does a delete that {@link DelayedDeletes} was given: what its loads read before it is gone. */
  public void again(String text) {
    Object _ =
        deletions
            .drop(Doomed.parse(text, this::space), SessionToken.NONE, true)
            .toCompletableFuture()
            .handle((_, _) -> true)
            .join();
  }

  private Space space(String text) {
    Space known = spaces.known(text);
    return known != null ? known : new Space(text, false);
  }

  private void againInThisProcess(String text, Duration delay) {
    deletions.later(Doomed.parse(text, this::space), delay);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    if (redis != null) {
      redis.close();
    }
  }

  /** Whether all layers are used at the moment. */
  boolean isWhole() {
    return redis == null || (redis.isTrusted() && process.mark() != Generation.UNUSABLE);
  }

  /** Builds {@link LayeredCaches}. */
  public static final class Builder {
    private @Nullable RedisAddress address;
    private String prefix = "partywall";
    private Duration timeout = Duration.ofMillis(250);
    private Duration pause = Duration.ofMillis(500);
    private CacheListener listener = CacheListener.NONE;
    private CacheTuning tuning = CacheTuning.NONE;
    private @Nullable DelayedDeletes delayedDeletes;
    private Executor background = task -> Thread.ofVirtual().name("partywall-cache-refresh").start(task);
    private Ticker ticker = Ticker.systemTicker();
    private Duration keep = Duration.ofSeconds(60);
    private Duration longestLoad = Duration.ofSeconds(30);

    private Builder() {}

    /**
     * Puts a Redis server behind the process; there is none unless set.
     *
     * @throws IllegalArgumentException if it is no URL of Redis
     */
    public Builder redis(String url) {
      return redis(RedisAddress.of(url));
    }

    /** Puts Redis behind the process; there is none unless set. */
    public Builder redis(RedisAddress address) {
      this.address = address;
      return this;
    }

    /** With what the names of all keys begin; {@code partywall} unless set. */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /** How long an answer of Redis is waited for; 250 ms unless set. */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** How long Redis is left alone after it did not answer; 500 ms unless set. */
    public Builder pause(Duration pause) {
      this.pause = pause;
      return this;
    }

    /** Is told what happens; nobody unless set. */
    public Builder listener(CacheListener listener) {
      this.listener = listener;
      return this;
    }

    /** Changes the settings of caches by their names; nothing does unless set. */
    public Builder tuning(CacheTuning tuning) {
      this.tuning = tuning;
      return this;
    }

    /** Does deletes again after a while; a timer of this process unless set. */
    public Builder delayedDeletes(DelayedDeletes delayedDeletes) {
      this.delayedDeletes = delayedDeletes;
      return this;
    }

    /**
     * For how long deletes are remembered: longer than any reader that serves lags, and than any load takes; 60 s
     * unless set.
     */
    public Builder keep(Duration keep) {
      this.keep = keep;
      return this;
    }

    /** What takes longer to load is not kept; 30 s unless set. */
    public Builder longestLoad(Duration longestLoad) {
      this.longestLoad = longestLoad;
      return this;
    }

    /** Runs loads that nobody waits for; threads of their own unless set. */
    public Builder background(Executor background) {
      this.background = background;
      return this;
    }

    Builder ticker(Ticker ticker) {
      this.ticker = ticker;
      return this;
    }

    /** The caches. */
    public LayeredCaches build() {
      return new LayeredCaches(this);
    }
  }
}
