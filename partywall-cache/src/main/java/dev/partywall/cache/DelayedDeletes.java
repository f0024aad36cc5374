package dev.partywall.cache;

import java.time.Duration;

/**
 * Does deletes again after a while: see {@link CacheSettings#withDoubleDelete}. A queue that outlives the process is
 * what an application plugs in; without one a timer of the process does it.
 */
@FunctionalInterface
public interface DelayedDeletes {

  /**
   * Remembers to call {@link LayeredCaches#again} with the text, in this process or another one.
   *
   * @param text what to delete; of no meaning to anybody else
   */
  void schedule(String text, Duration delay);
}
