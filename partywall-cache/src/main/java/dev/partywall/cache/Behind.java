package dev.partywall.cache;

import dev.partywall.cache.CacheListener.Refusal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layer that all processes share, as a cache uses it. */
interface Behind {

  /** What is there under keys; null if that cannot be said. */
  @Nullable Look look(Space space, long epoch, String cache, Collection<EntryKey> keys, List<Dependency> names);

  /** What was there under some keys. */
  interface Look {

    /** The entry under a key, if it may be used; or null. */
    @Nullable Stored stored(EntryKey key);

    /** Values of these keys are going to be loaded. */
    void lease(Collection<EntryKey> keys);

    /** Keeps what was loaded, unless something happened to the key since; gives why not, or null. */
    @Nullable Refusal fill(EntryKey key, Stored value);

    /** An entry with a sliding life was used. */
    void touch(EntryKey key, Stored used, Lifetime life);
  }
}
