package dev.partywall.cache;

import dev.partywall.cache.CacheListener.Bypass;
import dev.partywall.cache.CacheListener.Layer;
import dev.partywall.core.ReadLog;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cache. */
final class CacheOf<K, V> implements LayeredCache<K, V> {

  private final CacheSettings<K, V> settings;
  private final Parts parts;
  private final Memory memory;
  private final Graves graves;
  private final ConcurrentMap<EntryKey, Flight> flights = new ConcurrentHashMap<>();

  /** What entries of this cache were seen to depend on. */
  private volatile List<Dependency> learned;

  CacheOf(CacheSettings<K, V> settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.memory = new Memory(settings, parts.ticker(), Runnable::run);
    this.graves = new Graves(parts.keep());
    List<Dependency> always =
        new ArrayList<>(List.of(Dependency.EVERYTHING, Dependency.ALL, Dependency.cache(settings.name())));
    String table = settings.keyedBy();
    if (table != null) {
      always.add(Dependency.table(false, table, true));
    }
    this.learned = List.copyOf(always);
  }

  CacheSettings<K, V> settings() {
    return settings;
  }

  Memory memory() {
    return memory;
  }

  Graves graves() {
    return graves;
  }

  /** The shared layer, if this cache uses it. */
  @Nullable Behind behind() {
    return settings.mode() == CacheMode.BOTH ? parts.behind() : null;
  }

  List<Dependency> learned() {
    return learned;
  }

  synchronized void learn(Set<Dependency> more) {
    Set<Dependency> all = new LinkedHashSet<>(learned);
    if (all.addAll(more)) {
      learned = List.copyOf(all);
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  // ---- reading

  @Override
  public @Nullable Cached<V> find(K key) {
    Scope scope = Scope.current();
    Space space = space(scope, "find");
    if (isBypassed(scope)) {
      return null;
    }
    EntryKey at = key(space, key);
    Held held = usable(scope, at);
    if (held != null) {
      return new Cached<>(hit(scope, held));
    }
    Batch batch = batch(scope, space, List.of(at));
    batch.look();
    Flight.Landing found = batch.found(at);
    if (found == null) {
      parts.listener().miss(name());
      return null;
    }
    return new Cached<>(value(found.value()));
  }

  @Override
  public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
    Scope scope = Scope.current();
    Space space = space(scope, "get");
    if (isBypassed(scope)) {
      return loader.apply(key);
    }
    EntryKey at = key(space, key);
    Held held = usable(scope, at);
    if (held != null) {
      refreshIfDue(scope, space, at, held, key, loader);
      return hit(scope, held);
    }
    return fetch(scope, space, at, key, loader);
  }

  private boolean isBypassed(Scope scope) {
    Bypass why = Access.transaction(scope);
    if (why == null) {
      return false;
    }
    parts.listener().bypassed(name(), why);
    return true;
  }

  /** What is in the memory of this process and may be used; or null. */
  private @Nullable Held usable(Scope scope, EntryKey at) {
    Held held = memory.find(at);
    if (held == null || !held.isOf(Spaces.epoch(tenancy(scope)))) {
      return null;
    }
    Bypass why = parts.access().session(scope, held.floors);
    if (why == null) {
      return held;
    }
    parts.listener().bypassed(name(), why);
    return null;
  }

  private @Nullable V hit(Scope scope, Held held) {
    Batch.note(scope, held.floors.stamp);
    parts.listener().hit(name(), Layer.PROCESS);
    return value(held.value);
  }

  // ---- loading one

  private @Nullable V fetch(
      Scope scope, Space space, EntryKey at, K key, Function<? super K, ? extends @Nullable V> loader) {
    // Who waits in a transaction may hold the connection that the other one needs.
    boolean mayWait = scope.writes().open().isEmpty();
    long deadline = System.nanoTime() + settings.loadWait().toNanos();
    while (mayWait) {
      Batch batch = batch(scope, space, List.of(at));
      Flight own = new Flight(batch.basis, batch.version(at), Spaces.epoch(tenancy(scope)));
      Flight other = flights.putIfAbsent(at, own);
      if (other != null && !other.isGood(memory.version(at), Spaces.epoch(tenancy(scope)))) {
        other = flights.replace(at, other, own) ? null : other;
      }
      if (other == null) {
        return lead(own, batch, at, key, loader);
      }
      Flight.Landing landing = wait(other, deadline);
      if (landing != null && isFor(scope, landing)) {
        batch.note(landing.stamp());
        parts.listener().shared(name());
        return value(landing.value());
      }
      mayWait = landing == null && other.landing.isDone() && System.nanoTime() - deadline < 0;
    }
    return value(attempt(batch(scope, space, List.of(at)), at, key, loader).value());
  }

  private boolean isFor(Scope scope, Flight.Landing landing) {
    ReadStamp stamp = landing.stamp();
    return stamp != null && parts.access().session(scope, new Floors(stamp)) == null;
  }

  /** What comes of another thread's load; null if it failed, or takes too long. */
  private static Flight.@Nullable Landing wait(Flight other, long deadline) {
    try {
      return other.landing.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  private @Nullable V lead(
      Flight own, Batch batch, EntryKey at, K key, Function<? super K, ? extends @Nullable V> loader) {
    try {
      Flight.Landing landing = attempt(batch, at, key, loader);
      own.landing.complete(landing);
      return value(landing.value());
    } catch (RuntimeException | Error e) {
      own.landing.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(at, own);
    }
  }

  private Flight.Landing attempt(Batch batch, EntryKey at, K key, Function<? super K, ? extends @Nullable V> loader) {
    batch.look();
    Flight.Landing found = batch.found(at);
    if (found != null) {
      return found;
    }
    parts.listener().miss(name());
    return load(batch, at, key, loader);
  }

  private Flight.Landing load(Batch batch, EntryKey at, K key, Function<? super K, ? extends @Nullable V> loader) {
    ReadLog log = new ReadLog();
    @Nullable V loaded = batch.<@Nullable V>load(List.of(at), log, () -> loader.apply(key));
    Object kept = toKeep(loaded);
    batch.keep(at, kept, log.stamp());
    return new Flight.Landing(kept, log.stamp());
  }

  private void refreshIfDue(
      Scope scope, Space space, EntryKey at, Held held, K key, Function<? super K, ? extends @Nullable V> loader) {
    if (held.refreshAt == 0
        || parts.ticker().read() - held.refreshAt < 0
        || !held.refreshing.compareAndSet(false, true)) {
      return;
    }
    // Of nobody's session: it goes to any node, and takes no part in a transaction.
    Scope nobody = Scope.empty().with(tenancy(scope));
    parts
        .background()
        .execute(
            () ->
                nobody.run(
                    () -> {
                      Batch batch = batch(nobody, space, List.of(at));
                      batch.look();
                      Flight.Landing _ = load(batch, at, key, loader);
                    }));
  }

  // ---- loading many

  @Override
  public Map<K, V> getAll(
      Collection<? extends K> keys, Function<? super Set<K>, ? extends Map<? extends K, ? extends V>> loader) {
    Scope scope = Scope.current();
    Space space = space(scope, "getAll");
    if (isBypassed(scope)) {
      return inOrder(keys, loader.apply(new LinkedHashSet<>(keys)));
    }
    Map<EntryKey, K> missing = new LinkedHashMap<>();
    Map<String, @Nullable V> found = new HashMap<>();
    for (K key : keys) {
      EntryKey at = key(space, key);
      if (!found.containsKey(at.text) && !missing.containsKey(at)) {
        Held held = usable(scope, at);
        if (held == null) {
          missing.put(at, key);
        } else {
          found.put(at.text, hit(scope, held));
        }
      }
    }
    if (!missing.isEmpty()) {
      fetchAll(batch(scope, space, missing.keySet()), missing, found, loader);
    }
    Map<K, V> values = new LinkedHashMap<>();
    for (K key : keys) {
      V value = found.get(settings.keyText().apply(key));
      if (value != null) {
        values.put(key, value);
      }
    }
    return values;
  }

  private void fetchAll(
      Batch batch,
      Map<EntryKey, K> missing,
      Map<String, @Nullable V> found,
      Function<? super Set<K>, ? extends Map<? extends K, ? extends V>> loader) {
    batch.look();
    Map<EntryKey, K> toLoad = new LinkedHashMap<>();
    missing.forEach(
        (at, key) -> {
          Flight.Landing there = batch.found(at);
          if (there == null) {
            parts.listener().miss(name());
            toLoad.put(at, key);
          } else {
            found.put(at.text, value(there.value()));
          }
        });
    if (toLoad.isEmpty()) {
      return;
    }
    ReadLog log = new ReadLog();
    Map<String, V> loaded = new HashMap<>();
    batch
        .load(toLoad.keySet(), log, () -> loader.apply(new LinkedHashSet<>(toLoad.values())))
        .forEach((key, value) -> loaded.put(settings.keyText().apply(key), value));
    for (EntryKey at : toLoad.keySet()) {
      Object kept = toKeep(loaded.get(at.text));
      batch.keep(at, kept, log.stamp());
      found.put(at.text, value(kept));
    }
  }

  private Map<K, V> inOrder(Collection<? extends K> keys, Map<? extends K, ? extends V> loaded) {
    Map<String, V> byText = new HashMap<>();
    loaded.forEach((key, value) -> byText.put(settings.keyText().apply(key), value));
    Map<K, V> values = new LinkedHashMap<>();
    for (K key : keys) {
      V value = byText.get(settings.keyText().apply(key));
      if (value != null) {
        values.put(key, value);
      }
    }
    return values;
  }

  // ---- writing

  @Override
  public void put(K key, V value) {
    Scope scope = Scope.current();
    Space space = space(scope, "put");
    delete(key);
    ReadStamp stamp = PutStamp.of(scope, tenancy(scope));
    if (stamp == null) {
      return;
    }
    EntryKey at = key(space, key);
    Batch batch = batch(scope, space, List.of(at));
    batch.look();
    batch.lease(List.of(at));
    Object kept = toKeep(value);
    if (kept != null) {
      batch.put(at, kept, stamp);
    }
  }

  @Override
  public void delete(K key) {
    deleteAll(List.of(key));
  }

  @Override
  public void deleteAll(Collection<? extends K> keys) {
    Scope scope = Scope.current();
    Space space = space(scope, "delete");
    if (keys.isEmpty()) {
      return;
    }
    Set<String> texts = new LinkedHashSet<>();
    keys.forEach(key -> texts.add(settings.keyText().apply(key)));
    parts.listener().deleted(name(), texts.size());
    parts.deletions().submit(scope, Doomed.keys(space, name(), texts));
  }

  @Override
  public void clear() {
    Scope scope = Scope.current();
    Space space = space(scope, "clear");
    parts.listener().cleared(name());
    parts.deletions().submit(scope, Doomed.generations(space, Set.of(Dependency.cache(name()).name())));
  }

  // ---- parts

  private Space space(Scope scope, String method) {
    return parts.spaces().of(scope.tenancy(), name(), method);
  }

  private static Tenancy tenancy(Scope scope) {
    Tenancy tenancy = scope.tenancy();
    if (tenancy == null) {
      throw new IllegalStateException("The scope was checked to have a tenancy");
    }
    return tenancy;
  }

  private EntryKey key(Space space, K key) {
    return new EntryKey(space, settings.keyText().apply(key));
  }

  private Batch batch(Scope scope, Space space, Collection<EntryKey> keys) {
    return new Batch(this, parts, scope, space, Spaces.epoch(tenancy(scope)), keys);
  }

  /** What an entry depends on that was made from such reads. */
  Set<Dependency> needs(Space space, ReadStamp stamp) {
    Set<Dependency> needs = new HashSet<>();
    needs.add(Dependency.EVERYTHING);
    needs.add(Dependency.ALL);
    needs.add(Dependency.cache(name()));
    if (stamp.tables().isEmpty() && stamp.common().isEmpty()) {
      return needs;
    }
    stamp.tables().forEach(table -> needs.add(Dependency.table(false, table, table.equals(settings.keyedBy()))));
    if (!stamp.common().isEmpty()) {
      boolean host = !space.host;
      stamp.common().forEach(table -> needs.add(Dependency.table(host, table, table.equals(settings.keyedBy()))));
      if (host) {
        needs.add(Dependency.HOST_ALL);
      }
    }
    return needs;
  }

  Held held(@Nullable Object value, Floors floors, Basis basis, long epoch, long created, long lifeMillis) {
    long now = parts.ticker().read();
    Lifetime life = settings.process();
    Duration negative = settings.negative();
    long ttl = life.ttl().toNanos();
    if (value == null) {
      ttl = Math.max(1, Math.min(ttl, negative.toNanos()));
    }
    long end = now + (life.sliding() && value != null ? life.maximum().toNanos() : ttl);
    long refreshAt = 0;
    if (settings.refresh() > 0 && value != null) {
      // Spread, so that not all processes do it at once.
      double part = settings.refresh() + ThreadLocalRandom.current().nextDouble() * (1 - settings.refresh()) / 2;
      long left = (long) (lifeMillis * part) - (System.currentTimeMillis() - created);
      refreshAt = Math.max(1, now + TimeUnit.MILLISECONDS.toNanos(left));
    }
    return new Held(value, floors, basis, epoch, ttl, end, refreshAt);
  }

  /** A value as it is kept in the process. */
  private @Nullable Object toKeep(@Nullable V value) {
    return value == null || !settings.copies() ? value : settings.serializer().write(value);
  }

  /** The value of what is kept. */
  @SuppressWarnings("unchecked") // nothing else is kept
  private @Nullable V value(@Nullable Object kept) {
    return kept == null ? null : settings.copies() ? settings.serializer().read((byte[]) kept) : (V) kept;
  }

  /** What is kept, of the shared layer's bytes. */
  @Nullable Object ofBytes(byte @Nullable [] bytes) {
    return bytes == null || settings.copies() ? bytes : settings.serializer().read(bytes);
  }

  /** The shared layer's bytes of what is kept. */
  @SuppressWarnings("unchecked") // nothing else is kept
  byte @Nullable [] toBytes(@Nullable Object kept) {
    return kept == null ? null : settings.copies() ? (byte[]) kept : settings.serializer().write((V) kept);
  }
}
