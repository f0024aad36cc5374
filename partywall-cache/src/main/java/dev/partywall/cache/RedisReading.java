package dev.partywall.cache;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** One look into Redis. */
final class RedisReading {
  private final RedisLayer redis;
  private final RedisCalls calls;
  private final Trust used;
  private final Space host;
  private final Space space;
  private final String cache;
  private final Map<EntryKey, Slot> slots = new HashMap<>();
  private final Map<Dependency, Slot> generations = new HashMap<>();
  private boolean fresh;

  RedisReading(RedisLayer redis, RedisCalls calls, Trust used, Space space, Space host, String cache) {
    this.redis = redis;
    this.calls = calls;
    this.host = host;
    this.used = used;
    this.space = space;
    this.cache = cache;
  }

  RedisLook look(long epoch, List<EntryKey> keys, List<Dependency> needed)
      throws InterruptedException, ExecutionException, TimeoutException {
    read(keys, needed);
    Set<Dependency> more = new LinkedHashSet<>();
    slots.values().forEach(slot -> more.addAll(slot.saw.keySet()));
    more.removeAll(generations.keySet());
    if (!more.isEmpty()) {
      read(List.of(), List.copyOf(more));
    }
    return new RedisLook(redis, used, space, cache, epoch, slots, generations, fresh);
  }

  private void read(List<EntryKey> keys, List<Dependency> needed)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> redisKeys = new ArrayList<>(keys.size() + needed.size());
    keys.forEach(key -> redisKeys.add(redis.names().entry(space, cache, key.text)));
    needed.forEach(name -> redisKeys.add(key(name)));
    List<KeyValue<String, byte[]>> answer = calls.await(used.commands.mget(redisKeys.toArray(String[]::new)));
    List<Dependency> missing = new ArrayList<>();
    for (int i = 0; i < answer.size(); i++) {
      byte[] bytes = answer.get(i).getValueOrElse(null);
      Slot slot = bytes == null ? null : Slot.read(bytes);
      if (i >= keys.size()) {
        Dependency name = needed.get(i - keys.size());
        if (slot == null) {
          missing.add(name);
        } else {
          generations.put(name, slot);
        }
      } else if (slot != null) {
        slots.put(keys.get(i), slot);
      }
    }
    if (!missing.isEmpty()) {
      create(missing);
    }
  }

  private String key(Dependency name) {
    return redis.names().generation(name.host() ? host : space, name.name());
  }

  /** What nobody asked for before, or what was lost. */
  private void create(List<Dependency> missing) throws InterruptedException, ExecutionException, TimeoutException {
    fresh = true;
    List<RedisFuture<byte[]>> created = new ArrayList<>();
    for (Dependency name : missing) {
      byte[] value = RedisCalls.bytes(redis.id('G') + " " + Slot.NOWHERE);
      Object _ = used.commands.set(key(name), value, SetArgs.Builder.nx().px(RedisLayer.GENERATIONS_MILLIS));
      created.add(used.commands.get(key(name)));
    }
    for (int i = 0; i < created.size(); i++) {
      byte[] bytes = calls.await(created.get(i));
      Slot slot = bytes == null ? null : Slot.read(bytes);
      if (slot != null) {
        generations.put(missing.get(i), slot);
      }
    }
    redis.checkPulse(used);
  }
}
