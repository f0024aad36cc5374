package dev.partywall.cache;

import dev.partywall.cache.CacheListener.Bypass;
import dev.partywall.cache.CacheListener.Layer;
import dev.partywall.cache.CacheListener.Refusal;
import dev.partywall.core.ReadLog;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that are not in the memory of this process, on their way: looked for in the shared layer, or loaded and kept. It
 * begins by noting the state of all that an entry could depend on: what is kept must not be older than that.
 */
final class Batch {

  private static final Logger LOG = LoggerFactory.getLogger(LayeredCaches.class);

  private final CacheOf<?, ?> cache;
  private final Parts parts;
  private final Scope scope;
  private final Space space;
  private final long epoch;
  private final long begun;

  final Basis basis;
  private final Mark any;
  private final Mark anyOfHost;
  private final Map<EntryKey, Long> versions = new HashMap<>();
  private final Map<EntryKey, Mark> graves = new HashMap<>();

  private Behind.@Nullable Look look;

  Batch(CacheOf<?, ?> cache, Parts parts, Scope scope, Space space, long epoch, Collection<EntryKey> keys) {
    this.cache = cache;
    this.parts = parts;
    this.scope = scope;
    this.space = space;
    this.epoch = epoch;
    this.begun = System.nanoTime();
    this.any = space.any.mark();
    this.anyOfHost = parts.spaces().host().any.mark();
    this.basis = Basis.of(parts.process(), space, parts.spaces().host(), cache.learned());
    for (EntryKey key : keys) {
      versions.put(key, cache.memory().version(key));
      graves.put(key, cache.graves().of(key));
    }
  }

  long version(EntryKey key) {
    return versions.getOrDefault(key, -1L);
  }

  /** Looks into the shared layer. */
  void look() {
    Behind behind = cache.behind();
    if (behind != null) {
      look = behind.look(space, epoch, cache.name(), versions.keySet(), basis.names());
    }
  }

  /** What is there under a key and may be used; or null. It is in the memory of this process then, too. */
  Flight.@Nullable Landing found(EntryKey key) {
    Stored stored = look == null ? null : look.stored(key);
    if (stored == null || basis.isPending() || grave(key).pending > 0) {
      return null;
    }
    Floors floors = new Floors(stored.stamp());
    Bypass why = parts.access().session(scope, floors);
    if (why != null) {
      parts.listener().bypassed(cache.name(), why);
      return null;
    }
    if (!basis.has(stored.needs())) {
      cache.learn(stored.needs());
      return isPending(stored.needs()) ? null : landing(stored);
    }
    Lifetime life = cache.settings().redis();
    if (life.sliding() && look != null) {
      look.touch(key, stored, life);
    }
    Flight.Landing landing = landing(stored);
    if (landing != null) {
      remember(key, landing.value(), floors, basis.only(stored.needs()), stored.created(), stored.ttl());
    }
    return landing;
  }

  private Flight.@Nullable Landing landing(Stored stored) {
    try {
      Flight.Landing landing = new Flight.Landing(cache.ofBytes(stored.bytes()), stored.stamp());
      parts.listener().hit(cache.name(), Layer.REDIS);
      note(stored.stamp());
      return landing;
    } catch (RuntimeException e) {
      LOG.debug("An entry of cache {} cannot be read; it counts as if there were none", cache.name(), e);
      return null;
    }
  }

  private boolean isPending(Set<Dependency> needs) {
    return Basis.of(parts.process(), space, parts.spaces().host(), List.copyOf(needs)).isPending();
  }

  private Mark grave(EntryKey key) {
    return graves.getOrDefault(key, Mark.FIRST);
  }

  /** Loads, and notes what was read. */
  <T extends @Nullable Object> T load(Collection<EntryKey> keys, ReadLog log, Supplier<? extends T> loader) {
    lease(keys);
    long start = System.nanoTime();
    T loaded;
    try {
      loaded = scope.with(log).call(loader::get);
    } catch (RuntimeException | Error e) {
      parts.listener().loadFailed(cache.name());
      throw e;
    } finally {
      note(log.stamp());
    }
    parts.listener().loaded(cache.name(), System.nanoTime() - start);
    return loaded;
  }

  /** So that a value can be stored that was not loaded. */
  void lease(Collection<EntryKey> keys) {
    if (look != null) {
      look.lease(keys);
    }
  }

  /** A copy that is served, or is made, is a read of whoever makes another copy of it. */
  void note(@Nullable ReadStamp stamp) {
    note(scope, stamp);
  }

  static void note(Scope scope, @Nullable ReadStamp stamp) {
    ReadLog around = scope.reads();
    if (around == null) {
      return;
    }
    if (stamp == null || Floors.isUnknown(stamp)) {
      around.unshareable();
    } else {
      around.read(stamp);
    }
  }

  /** Keeps what was loaded under a key, in both layers, if that is safe. */
  void keep(EntryKey key, @Nullable Object value, @Nullable ReadStamp stamp) {
    keep(key, value, stamp, stamp == null ? Set.of() : cache.needs(space, stamp));
  }

  /** Keeps a value that depends on all that entries of this cache were seen to depend on. */
  void put(EntryKey key, Object value, ReadStamp stamp) {
    keep(key, value, stamp, Set.copyOf(basis.names()));
  }

  private void keep(EntryKey key, @Nullable Object value, @Nullable ReadStamp stamp, Set<Dependency> needs) {
    if (value == null && cache.settings().negative().isZero()) {
      return;
    }
    Refusal refusal = stamp == null ? Refusal.UNSHAREABLE : refusalOf(key, value, stamp, needs);
    if (refusal == null) {
      parts.listener().filled(cache.name());
    } else {
      parts.listener().refused(cache.name(), refusal);
    }
  }

  private @Nullable Refusal refusalOf(EntryKey key, @Nullable Object value, ReadStamp stamp, Set<Dependency> needs) {
    Basis known = known(needs);
    if (known == null) {
      return Refusal.NEW_TABLE;
    }
    Floors floors = new Floors(stamp);
    Refusal refusal = refusal(key, floors, known);
    if (refusal != null) {
      return refusal;
    }
    Lifetime last = cache.behind() == null ? cache.settings().process() : cache.settings().redis();
    long ttl = (value == null ? shorter(cache.settings().negative(), last) : last.ttl()).toMillis();
    long created = System.currentTimeMillis();
    if (cache.behind() != null) {
      refusal =
          look == null
              ? Refusal.UNAVAILABLE
              : look.fill(key, new Stored(cache.toBytes(value), stamp, needs, created, Math.max(1, ttl)));
      if (refusal != null) {
        return refusal;
      }
    }
    return remember(key, value, floors, known, created, ttl) || cache.behind() != null ? null : Refusal.DELETED;
  }

  private static Duration shorter(Duration a, Lifetime life) {
    return a.compareTo(life.ttl()) < 0 ? a : life.ttl();
  }

  /** The state before the load of what is needed; null if it was not noted. */
  @SuppressWarnings("ReferenceEquality") // that is what marks are for
  private @Nullable Basis known(Set<Dependency> needs) {
    if (basis.has(needs)) {
      return basis.only(needs);
    }
    cache.learn(needs);
    if (cache.behind() != null) {
      return null;
    }
    // Nothing at all was changed since, so the state now is the one from before.
    Basis now = Basis.of(parts.process(), space, parts.spaces().host(), List.copyOf(needs));
    return space.any.mark() == any && parts.spaces().host().any.mark() == anyOfHost ? now : null;
  }

  private @Nullable Refusal refusal(EntryKey key, Floors floors, Basis known) {
    Mark grave = grave(key);
    if (System.nanoTime() - begun > parts.longestLoad().toNanos()) {
      return Refusal.SLOW;
    }
    if (floors.placed && (known.isPending() || grave.pending > 0)) {
      return Refusal.PENDING;
    }
    if (!known.holds() || cache.memory().version(key) != version(key)) {
      return Refusal.DELETED;
    }
    if (!known.isReachedBy(floors.stamp) || !Order.reaches(floors.stamp, grave.bound)) {
      return Refusal.OLDER;
    }
    return !known.isUsable() && cache.behind() == null ? Refusal.UNAVAILABLE : null;
  }

  private boolean remember(
      EntryKey key, @Nullable Object value, Floors floors, Basis known, long created, long ttlMillis) {
    return known.isUsable()
        && cache.memory().keep(key, cache.held(value, floors, known, epoch, created, ttlMillis), version(key));
  }
}
