package dev.partywall.cache;

/** Is told what happens in caches, for measurements. It must be quick, and not fail. Used from many threads at once. */
public interface CacheListener {

  /** Listens to nothing. */
  CacheListener NONE = new CacheListener() {};

  /** Where an entry was found. */
  enum Layer {
    PROCESS,
    REDIS
  }

  /** Why what is cached is not looked at. */
  enum Bypass {
    /** In an open transaction that wrote, or that keeps a snapshot. */
    TRANSACTION,
    /** The session wrote something of which the place is not known yet. */
    OUTSTANDING,
    /** It is not known what the session wrote. */
    UNKNOWN,
    /** The session keeps to its writer. */
    PINNED,
    /** The entry is older than what the session wrote. */
    BEHIND,
    /** Sessions must not go back in time, and it is not known how new the entry is. */
    MONOTONIC
  }

  /** Why what was loaded is not kept. */
  enum Refusal {
    /** It was read where nobody else may see it, or nobody knows how old it is. */
    UNSHAREABLE,
    /** It was read from a table of which nobody knew before that this cache depends on it. */
    NEW_TABLE,
    /** It was deleted, or something that it was made of was changed, while it was loaded. */
    DELETED,
    /** It is older than the last delete or change. */
    OLDER,
    /** Where the last delete or change is in the history is not known yet. */
    PENDING,
    /** Redis may have lost deletes that would tell it is too old. */
    LOST,
    /** It took longer to load than deletes are remembered. */
    SLOW,
    /** Redis does not answer, or other processes cannot be heard. */
    UNAVAILABLE
  }

  /** An entry was found and used. */
  default void hit(String cache, Layer layer) {}

  /** No entry was found. */
  default void miss(String cache) {}

  /** What is cached was not used. */
  default void bypassed(String cache, Bypass reason) {}

  /** A value was loaded. */
  default void loaded(String cache, long nanos) {}

  /** A load failed. */
  default void loadFailed(String cache) {}

  /** A value was waited for that another thread was loading. */
  default void shared(String cache) {}

  /** A loaded value is kept. */
  default void filled(String cache) {}

  /** A loaded value is not kept. */
  default void refused(String cache, Refusal reason) {}

  /** Entries were deleted by key. */
  default void deleted(String cache, int keys) {}

  /** All entries of a cache in a tenancy were dropped. */
  default void cleared(String cache) {}

  /** Redis was given up, or is used again. */
  default void redis(boolean usable) {}

  /** Everything in the memory of this process was dropped: messages may have been lost. */
  default void dropped() {}
}
