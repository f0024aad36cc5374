package dev.partywall.cache;

/** Where a cache keeps its entries. Without Redis each of the two is the process alone. */
public enum CacheMode {
  /** In the memory of each process. */
  PROCESS,
  /** In the memory of each process, and in Redis behind it, which all processes share. */
  BOTH
}
