package dev.partywall.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in the memory of this process. Who fills takes the version of the key before he reads, and a
 * delete changes it first: so what was read before a delete is not kept after it.
 */
final class Memory {

  private static final int STRIPES = 1024;

  private final Cache<EntryKey, Held> entries;
  private final Ticker ticker;
  private final AtomicLongArray versions = new AtomicLongArray(STRIPES);

  Memory(CacheSettings<?, ?> settings, Ticker ticker, Executor executor) {
    Caffeine<Object, Object> caffeine =
        Caffeine.newBuilder().maximumSize(settings.size()).ticker(ticker).executor(executor);
    Lifetime life = settings.process();
    this.entries =
        life.sliding() ? caffeine.expireAfter(new Sliding()).build() : caffeine.expireAfterWrite(life.ttl()).build();
    this.ticker = ticker;
  }

  /** Entries live on when they are used. */
  private static final class Sliding implements Expiry<EntryKey, Held> {
    @Override
    public long expireAfterCreate(EntryKey key, Held held, long now) {
      return held.ttl;
    }

    @Override
    public long expireAfterUpdate(EntryKey key, Held held, long now, long left) {
      return Math.max(1, Math.min(held.ttl, held.end - now));
    }

    @Override
    public long expireAfterRead(EntryKey key, Held held, long now, long left) {
      return Math.max(1, Math.min(held.ttl, held.end - now));
    }
  }

  @Nullable Held find(EntryKey key) {
    Held held = entries.getIfPresent(key);
    // That there is no value has a life of its own.
    return held != null && held.value == null && ticker.read() - held.end >= 0 ? null : held;
  }

  /** What must not change until what is read now is kept. */
  long version(EntryKey key) {
    return versions.get(stripe(key));
  }

  /**
   * Keeps an entry, unless its key was deleted since.
   *
   * @param version as it was before the entry was read
   * @return whether it is kept
   */
  boolean keep(EntryKey key, Held held, long version) {
    Held kept =
        entries.asMap().compute(key, (_, before) -> version(key) == version && held.basis.holds() ? held : before);
    return kept == held;
  }

  void delete(EntryKey key) {
    versions.incrementAndGet(stripe(key));
    entries.asMap().remove(key);
  }

  /** Drops all, and what is being read now. */
  void drop() {
    for (int i = 0; i < STRIPES; i++) {
      versions.incrementAndGet(i);
    }
    entries.invalidateAll();
  }

  long size() {
    entries.cleanUp();
    return entries.estimatedSize();
  }

  private static int stripe(EntryKey key) {
    int hash = key.hashCode();
    return (hash ^ hash >>> 16) & STRIPES - 1;
  }
}
