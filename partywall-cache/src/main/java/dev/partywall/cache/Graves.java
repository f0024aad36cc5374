package dev.partywall.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.partywall.core.SessionToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys of one cache that this process heard of being deleted, for as long as an older value may still be read. */
final class Graves {

  private final Cache<EntryKey, Mark> marks;

  Graves(Duration keep) {
    this.marks = Caffeine.newBuilder().expireAfterWrite(keep).executor(Runnable::run).build();
  }

  /** The deletes of a key; {@link Mark#FIRST} if there were none of late. */
  Mark of(EntryKey key) {
    Mark mark = marks.getIfPresent(key);
    return mark == null ? Mark.FIRST : mark;
  }

  void begin(EntryKey key) {
    Mark _ = marks.asMap().compute(key, (_, mark) -> (mark == null ? Mark.FIRST : mark).begin());
  }

  void end(EntryKey key, SessionToken position) {
    Mark _ = marks.asMap().compute(key, (_, mark) -> kept((mark == null ? Mark.FIRST : mark).end(position)));
  }

  void changed(EntryKey key, SessionToken position) {
    Mark _ = marks.asMap().compute(key, (_, mark) -> kept((mark == null ? Mark.FIRST : mark).changed(position)));
  }

  private static @Nullable Mark kept(Mark mark) {
    return mark.pending == 0 && mark.bound.isEmpty() ? null : mark;
  }
}
