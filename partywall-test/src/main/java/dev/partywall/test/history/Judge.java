package dev.partywall.test.history;

import dev.partywall.test.history.Operation.Read;
import dev.partywall.test.history.Operation.Write;
import dev.partywall.test.history.Violation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a history: for each read, what the session must have seen when it began. */
final class Judge {

  private record SessionKey(String session, String key) {}

  private record Version(String key, long version) {}

  private final Map<SessionKey, Ends<Write>> own = new HashMap<>();
  private final Map<SessionKey, Ends<Read>> seen = new HashMap<>();

  /** By session: the reads, by when the write began whose version they show. */
  private final Map<String, Ends<Read>> states = new HashMap<>();

  /** By key: the writes of all sessions. */
  private final Map<String, Ends<Write>> writes = new HashMap<>();

  private final Map<Version, Write> makers = new HashMap<>();

  private Judge() {}

  static Verdict verdict(List<Operation> operations) {
    Judge judge = new Judge();
    List<Write> writes = of(operations, Write.class);
    List<Read> reads = of(operations, Read.class);
    writes.forEach(judge::index);
    reads.forEach(judge::index);
    judge.own.values().forEach(Ends::sort);
    judge.seen.values().forEach(Ends::sort);
    judge.states.values().forEach(Ends::sort);
    judge.writes.values().forEach(Ends::sort);
    return judge.judge(reads, writes.size());
  }

  /** In the order in which they began, whatever the order in which they were recorded. */
  private static <O extends Operation> List<O> of(List<Operation> operations, Class<O> type) {
    return operations.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .sorted(Comparator.comparingLong(Operation::began))
        .toList();
  }

  private void index(Write write) {
    own.computeIfAbsent(new SessionKey(write.session(), write.key()), _ -> new Ends<>(Operation::version)).add(write);
    writes.computeIfAbsent(write.key(), _ -> new Ends<>(Operation::version)).add(write);
    makers.put(new Version(write.key(), write.version()), write);
  }

  private void index(Read read) {
    seen.computeIfAbsent(new SessionKey(read.session(), read.key()), _ -> new Ends<>(Operation::version)).add(read);
    if (maker(read) != null) {
      states.computeIfAbsent(read.session(), _ -> new Ends<>(this::made)).add(read);
    }
  }

  private @Nullable Write maker(Read read) {
    return makers.get(new Version(read.key(), read.version()));
  }

  private long made(Read read) {
    Write maker = maker(read);
    return maker == null ? Long.MIN_VALUE : maker.began();
  }

  private Verdict judge(List<Read> reads, int writes) {
    List<Violation> stale = new ArrayList<>();
    List<Violation> back = new ArrayList<>();
    for (Read read : reads) {
      SessionKey key = new SessionKey(read.session(), read.key());
      Violation own = older(Kind.STALE_OWN_READ, read, latest(this.own.get(key), read.began()));
      if (own != null) {
        stale.add(own);
      }
      Violation seen = older(Kind.OLDER_THAN_SEEN, read, latest(this.seen.get(key), read.began()));
      Violation gone = seen != null ? seen : older(Kind.STATE_GONE_BACK, read, missed(read));
      if (gone != null) {
        back.add(gone);
      }
    }
    return new Verdict(reads.size(), writes, stale, back);
  }

  /**
   * A write of the read's key that was in the latest state that the session had seen: what had been acknowledged when a
   * write began is in every state that has that write.
   */
  private @Nullable Write missed(Read read) {
    Read state = latest(states.get(read.session()), read.began());
    return state == null ? null : latest(writes.get(read.key()), made(state));
  }

  private static <O extends Operation> @Nullable O latest(@Nullable Ends<O> ends, long time) {
    return ends == null ? null : ends.before(time);
  }

  private static @Nullable Violation older(Kind kind, Read read, @Nullable Operation before) {
    return before != null && read.version() < before.version() ? new Violation(kind, read, before) : null;
  }
}
