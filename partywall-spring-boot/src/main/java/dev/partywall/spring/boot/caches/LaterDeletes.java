package dev.partywall.spring.boot.caches;

import java.time.Duration;

/** Does deletes of caches again after a while, also where this process ends before. */
@FunctionalInterface
interface LaterDeletes {

  void schedule(String text, Duration delay);
}
