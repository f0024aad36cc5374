package dev.partywall.cache;

import dev.partywall.core.Commit;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops entries: first here, so that this process serves none that is older than a commit that has returned; then what
 * is shared; then here again what was read from there meanwhile.
 */
final class Deletions {

  private static final Logger LOG = LoggerFactory.getLogger(LayeredCaches.class);

  private final Map<String, CacheOf<?, ?>> caches = new ConcurrentHashMap<>();
  private volatile @Nullable Outgoing outgoing;
  private final DelayedDeletes delayed;
  private final ScheduledExecutorService timer;
  private final Duration keep;

  Deletions(DelayedDeletes delayed, ScheduledExecutorService timer, Duration keep) {
    this.delayed = delayed;
    this.timer = timer;
    this.keep = keep;
  }

  /** From now on others are told. */
  void tell(Outgoing others) {
    this.outgoing = others;
  }

  boolean hasCaches() {
    return !caches.isEmpty();
  }

  @Nullable CacheOf<?, ?> cache(String name) {
    return caches.get(name);
  }

  CacheOf<?, ?> cache(String name, Supplier<CacheOf<?, ?>> maker) {
    return caches.computeIfAbsent(name, _ -> maker.get());
  }

  Iterable<CacheOf<?, ?>> all() {
    return caches.values();
  }

  /**
   * Drops it after the commit of each open transaction; now, if none of them wrote anything that could be rolled back.
   */
  void submit(Scope scope, Doomed doomed) {
    boolean wrote = false;
    for (Work work : scope.writes().open()) {
      wrote |= work.wrote();
      work.afterCommit(commit -> committed(List.of(doomed), commit));
    }
    if (!wrote) {
      now(scope, doomed);
    }
  }

  private void now(Scope scope, Doomed doomed) {
    CompletableFuture<SessionToken> settled = scope.writes().settled();
    boolean isSettled = settled.isDone();
    await(drop(doomed, isSettled ? settled.join() : scope.writes().token(), true));
    if (!isSettled) {
      List<Generation> begun = begin(doomed, true);
      CompletableFuture<?> _ = settled.thenCompose(token -> finish(doomed, begun, token));
    }
    again(doomed);
  }

  /** Drops what a commit changed. */
  CompletionStage<?> committed(List<Doomed> doomed, Commit commit) {
    Map<DatasourceName, CompletableFuture<SessionToken>> positions = commit.positions();
    doomed.forEach(this::again);
    if (positions.isEmpty()) {
      await(CompletableFuture.allOf(finishAll(beginAll(doomed, false), SessionToken.NONE)));
      return CompletableFuture.completedStage(null);
    }
    Map<Doomed, List<Generation>> begun = beginAll(doomed, true);
    return CompletableFuture.allOf(positions.values().toArray(CompletableFuture[]::new))
        .handle((_, _) -> merged(positions))
        .thenCompose(
            token -> {
              if (!token.positions().keySet().containsAll(positions.keySet())) {
                // Nobody can say where it is: when every node has it, what was read before that goes, too.
                doomed.forEach(each -> later(each, keep));
              }
              return CompletableFuture.allOf(finishAll(begun, token));
            });
  }

  private static SessionToken merged(Map<DatasourceName, CompletableFuture<SessionToken>> positions) {
    SessionToken token = SessionToken.NONE;
    for (CompletableFuture<SessionToken> position : positions.values()) {
      if (!position.isCompletedExceptionally()) {
        token = Order.later(token, position.join());
      }
    }
    return token;
  }

  private Map<Doomed, List<Generation>> beginAll(List<Doomed> doomed, boolean placed) {
    Map<Doomed, List<Generation>> begun = new LinkedHashMap<>();
    doomed.forEach(each -> begun.put(each, begin(each, placed)));
    return begun;
  }

  private CompletableFuture<?>[] finishAll(Map<Doomed, List<Generation>> begun, SessionToken token) {
    return begun.entrySet().stream()
        .map(each -> finish(each.getKey(), each.getValue(), token).toCompletableFuture())
        .toArray(CompletableFuture[]::new);
  }

  /** Drops it everywhere. */
  CompletionStage<?> drop(Doomed doomed, SessionToken position, boolean placed) {
    return finish(doomed, begin(doomed, placed), position);
  }

  private CompletionStage<?> finish(Doomed doomed, List<Generation> begun, SessionToken position) {
    Outgoing others = outgoing;
    CompletionStage<?> sent = CompletableFuture.completedStage(null);
    if (others != null) {
      try {
        sent = others.send(doomed, position);
      } catch (RuntimeException e) {
        LOG.warn("Other processes cannot be told what to drop of {}", doomed.space(), e);
      }
    }
    return sent.handle(
        (_, _) -> {
          end(doomed, begun, position);
          return true;
        });
  }

  /**
   * Drops it in this process.
   *
   * @param placed whether it matters where in a history it was changed
   * @return of what it is known that this goes on
   */
  private List<Generation> begin(Doomed doomed, boolean placed) {
    List<Generation> begun = new ArrayList<>();
    doomed.space().any.change(mark -> mark.changed(SessionToken.NONE));
    for (String name : doomed.generations()) {
      Generation known = placed ? doomed.space().generation(name) : doomed.space().known(name);
      if (known != null) {
        known.change(Mark::begin);
        begun.add(known);
      }
    }
    CacheOf<?, ?> cache = caches.get(doomed.cache());
    if (cache != null) {
      for (String key : doomed.keys()) {
        EntryKey at = new EntryKey(doomed.space(), key);
        cache.graves().begin(at);
        cache.memory().delete(at);
      }
    }
    return begun;
  }

  private void end(Doomed doomed, List<Generation> begun, SessionToken position) {
    doomed.space().any.change(mark -> mark.changed(SessionToken.NONE));
    for (String name : doomed.generations()) {
      Generation known = doomed.space().known(name);
      if (known != null) {
        boolean here = begun.contains(known);
        known.change(mark -> here ? mark.end(position) : mark.changed(position));
      }
    }
    CacheOf<?, ?> cache = caches.get(doomed.cache());
    if (cache != null) {
      for (String key : doomed.keys()) {
        EntryKey at = new EntryKey(doomed.space(), key);
        cache.graves().end(at, position);
        cache.memory().delete(at);
      }
    }
  }

  /** Another process dropped it. */
  void heard(Doomed doomed, SessionToken position) {
    doomed.space().any.change(mark -> mark.changed(SessionToken.NONE));
    for (String name : doomed.generations()) {
      Generation known = position.isEmpty() ? doomed.space().known(name) : doomed.space().generation(name);
      if (known != null) {
        known.change(mark -> mark.changed(position));
      }
    }
    CacheOf<?, ?> cache = caches.get(doomed.cache());
    if (cache != null) {
      for (String key : doomed.keys()) {
        EntryKey at = new EntryKey(doomed.space(), key);
        cache.graves().changed(at, position);
        cache.memory().delete(at);
      }
    }
  }

  private void again(Doomed doomed) {
    Duration delay = doubleDelay(doomed);
    if (delay != null) {
      try {
        delayed.schedule(doomed.text(), delay);
      } catch (RuntimeException e) {
        LOG.warn("What was deleted from caches of {} cannot be deleted again later", doomed.space(), e);
      }
    }
  }

  /** After how long it is dropped again; null if it is not. What is no cache's own, as long as the longest says. */
  private @Nullable Duration doubleDelay(Doomed doomed) {
    CacheOf<?, ?> cache = caches.get(doomed.cache());
    if (cache != null) {
      return cache.settings().doubleDelete();
    }
    Duration longest = null;
    for (CacheOf<?, ?> each : caches.values()) {
      Duration delay = each.settings().doubleDelete();
      if (delay != null && (longest == null || delay.compareTo(longest) > 0)) {
        longest = delay;
      }
    }
    return longest;
  }

  void later(Doomed doomed, Duration delay) {
    if (!timer.isShutdown()) {
      Object _ = timer.schedule(() -> drop(doomed, SessionToken.NONE, true), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What is waited for is bounded by what does it. */
  private static void await(CompletionStage<?> stage) {
    Object _ = stage.toCompletableFuture().handle((_, _) -> true).join();
  }
}
