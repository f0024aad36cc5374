package dev.partywall.cache;

import dev.partywall.cache.CacheListener.Refusal;
import dev.partywall.core.SessionToken;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was in Redis when it was looked at. A value that is loaded after that is stored only where the same is still
 * there; where nothing is, a lease is put down first, so that a delete meanwhile is noticed in any case.
 */
final class RedisLook implements Behind.Look {

  private final RedisLayer redis;
  private final Trust trust;
  private final Space space;
  private final String cache;
  private final long epoch;
  private final Map<EntryKey, Slot> slots;
  private final Map<Dependency, Slot> generations;

  /** Whether a generation was missing, and with it perhaps where its last drop was. */
  private final boolean fresh;

  private final Map<EntryKey, Lease> leases = new HashMap<>();

  private record Lease(String id, RedisFuture<String> stored) {}

  RedisLook(
      RedisLayer redis,
      Trust trust,
      Space space,
      String cache,
      long epoch,
      Map<EntryKey, Slot> slots,
      Map<Dependency, Slot> generations,
      boolean fresh) {
    this.redis = redis;
    this.trust = trust;
    this.space = space;
    this.cache = cache;
    this.epoch = epoch;
    this.slots = slots;
    this.generations = generations;
    this.fresh = fresh;
  }

  @Override
  public @Nullable Stored stored(EntryKey key) {
    Slot slot = slots.get(key);
    if (slot == null || slot.stored == null || slot.epoch != epoch || !slot.life.equals(trust.life)) {
      return null;
    }
    for (Map.Entry<Dependency, String> saw : slot.saw.entrySet()) {
      Slot now = generations.get(saw.getKey());
      if (now == null || !now.id.equals(saw.getValue())) {
        return null;
      }
    }
    return slot.stored;
  }

  @Override
  public void lease(Collection<EntryKey> keys) {
    for (EntryKey key : keys) {
      if (!slots.containsKey(key) && !leases.containsKey(key)) {
        String id = redis.id('L');
        byte[] value = (id + " " + Slot.NOWHERE).getBytes(StandardCharsets.UTF_8);
        try {
          leases.put(key, new Lease(id, trust.commands.set(name(key), value, SetArgs.Builder.nx().px(redis.lease()))));
        } catch (RuntimeException e) {
          return; // the connection was closed: nothing will be stored
        }
      }
    }
  }

  private String name(EntryKey key) {
    return redis.names().entry(space, cache, key.text);
  }

  @Override
  public @Nullable Refusal fill(EntryKey key, Stored value) {
    Floors floors = new Floors(value.stamp());
    if (floors.placed && (fresh || System.nanoTime() - trust.safeFrom < 0)) {
      return Refusal.LOST;
    }
    Slot slot = slots.get(key);
    Lease lease = leases.get(key);
    if (slot == null && lease == null) {
      return Refusal.UNAVAILABLE;
    }
    SessionToken bound = slot == null ? SessionToken.NONE : slot.bound;
    Map<Dependency, String> saw = new LinkedHashMap<>();
    for (Dependency need : value.needs()) {
      Slot generation = generations.get(need);
      if (generation == null) {
        return Refusal.NEW_TABLE;
      }
      if (!Order.reaches(value.stamp(), generation.bound)) {
        return Refusal.OLDER;
      }
      saw.put(need, generation.id);
    }
    if (!Order.reaches(value.stamp(), bound)) {
      return Refusal.OLDER;
    }
    SessionToken reached = Order.later(bound, Order.of(value.stamp()));
    byte[] bytes = Slot.write(redis.id('E'), reached, trust.life, epoch, value, saw);
    String expected = (slot != null ? slot.id : lease == null ? "" : lease.id()) + " ";
    return redis.fill(trust, name(key), expected, bytes, value.ttl(), floors.placed);
  }

  @Override
  public void touch(EntryKey key, Stored used, Lifetime life) {
    Slot slot = slots.get(key);
    if (slot != null) {
      long left = used.created() + life.maximum().toMillis() - System.currentTimeMillis();
      redis.touch(trust, name(key), slot.id + " ", Math.max(1, Math.min(used.ttl(), left)));
    }
  }
}
