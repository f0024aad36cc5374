package dev.partywall.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was written by the work of one scope, or of one session, and so must be seen by what follows. Safe for use by
 * many threads, which is how it holds for what a request hands over to them.
 */
public final class SessionWrites {

  private final @Nullable SessionKey key;

  // Written under this object's lock.
  private volatile SessionToken token = SessionToken.NONE;
  private volatile List<Outstanding> outstanding = List.of();
  private volatile List<Work> open = List.of();
  private volatile boolean written;
  private volatile @Nullable Look lastLook;
  private volatile long lastUse = System.nanoTime();

  private final Map<DatasourceName, List<Seen>> seen = new ConcurrentHashMap<>();

  /** A write whose place in the history is not known yet. */
  private record Outstanding(DatasourceName set, CompletableFuture<SessionToken> outcome) {}

  /** How long what was said elsewhere is relied on: most requests are shorter. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * What is known elsewhere.
   *
   * @param at when that was asked, as {@link System#nanoTime}
   * @param answered whether there was an answer
   * @param lostBefore what was written before this moment may not be known there; null if all is
   */
  public record Look(long at, boolean answered, @Nullable Long lostBefore) {}

  /**
   * A read of a set.
   *
   * @param node the node that served it
   * @param at when it had ended, as {@link System#nanoTime}
   */
  public record Seen(String node, long at) {}

  /** Of work that belongs to nobody: it sees what it wrote itself. */
  public SessionWrites() {
    this(null);
  }

  /**
   * Of work that belongs to a caller without a name.
   *
   * @param key that caller's key; null if there is none
   */
  public SessionWrites(@Nullable SessionKey key) {
    this.key = key;
  }

  /** The key of a caller without a name; null if there is none. */
  public @Nullable SessionKey key() {
    return key;
  }

  /** What must be seen, apart from what {@link #isOutstanding}. */
  public SessionToken token() {
    return token;
  }

  /** Takes over what must be seen from elsewhere: a message, a header, a store. */
  public synchronized void require(SessionToken more) {
    token = token.merge(more);
    lastUse = System.nanoTime();
  }

  /**
   * Something was written to a set.
   *
   * @param outcome the token of it, as soon as it is known; it does not fail
   */
  public void wrote(DatasourceName set, CompletionStage<SessionToken> outcome) {
    Outstanding entry = new Outstanding(set, outcome.toCompletableFuture());
    synchronized (this) {
      List<Outstanding> more = new ArrayList<>(outstanding);
      more.add(entry);
      outstanding = List.copyOf(more);
      written = true;
    }
    CompletionStage<SessionToken> _ = entry.outcome().whenComplete((known, _) -> settle(entry, known));
  }

  @SuppressWarnings("ReferenceEquality") // two writes are two, however equal
  private synchronized void settle(Outstanding entry, @Nullable SessionToken known) {
    if (known != null) {
      require(known);
    }
    outstanding = outstanding.stream().filter(other -> other != entry).toList();
  }

  /** Whether something was written here, and not only taken over from elsewhere. */
  public boolean hasWritten() {
    return written;
  }

  /** Whether something was written to a set whose place in the history is not known yet. */
  public boolean isOutstanding(DatasourceName set) {
    List<Outstanding> now = outstanding;
    for (int i = 0; i < now.size(); i++) { // without an iterator: this is done for every read
      if (now.get(i).set().equals(set)) {
        return true;
      }
    }
    return false;
  }

  /** Completes with {@link #token()} when nothing is outstanding of what was written until now. */
  public CompletableFuture<SessionToken> settled() {
    return CompletableFuture.allOf(outstanding.stream().map(Outstanding::outcome).toArray(CompletableFuture[]::new))
        .handle((_, _) -> token);
  }

  /**
   * Where a set was read last: a read that follows must show nothing older than any of these. Several, if there were
   * reads at the same time; none if it was not read, or nobody keeps account of it.
   */
  public List<Seen> seen(DatasourceName set) {
    return seen.getOrDefault(set, List.of());
  }

  /**
   * A set was read.
   *
   * @param considered what the choice of the node kept to, so that what was seen now is no older
   */
  public void saw(DatasourceName set, String node, List<Seen> considered) {
    seen.compute(
        set,
        (_, before) -> {
          Seen now = new Seen(node, System.nanoTime());
          if (before == null || considered.containsAll(before)) {
            return List.of(now);
          }
          List<Seen> more = new ArrayList<>(before);
          more.removeIf(other -> considered.contains(other) || other.node().equals(node));
          more.add(now);
          return List.copyOf(more);
        });
    lastUse = System.nanoTime();
  }

  /**
   * Takes over what is known elsewhere of the same session, but asks only now and then.
   *
   * @param elsewhere the token that is known there; null if there is no answer
   * @return what that said
   */
  public Look refresh(Supplier<? extends @Nullable StoredToken> elsewhere) {
    Look last = lastLook;
    if (last != null && System.nanoTime() - last.at() < LOOK_AGAIN_NANOS) {
      return last;
    }
    long at = System.nanoTime();
    StoredToken answer = elsewhere.get();
    if (answer != null) {
      require(answer.token());
    }
    Look look = new Look(at, answer != null, answer == null ? null : answer.lostBefore());
    lastLook = look;
    return look;
  }

  /** A transaction begins in the scope, or goes on in it. */
  public void begin(Work work) {
    if (!open.contains(work)) {
      synchronized (this) {
        List<Work> more = new ArrayList<>(open);
        more.add(work);
        open = List.copyOf(more);
      }
    }
  }

  /** A transaction has ended. */
  public synchronized void end(Work work) {
    open = open.stream().filter(other -> !other.equals(work)).toList();
  }

  /** The transactions that are open in the scope. */
  public List<Work> open() {
    return open;
  }

  /** Whether it can be forgotten: nothing is outstanding, and it was not used since a time. */
  public boolean isIdleSince(long time) {
    return outstanding.isEmpty() && lastUse - time < 0;
  }
}
