package dev.partywall.jdbc.door;

import dev.partywall.core.Change;
import dev.partywall.core.ChangeListener;
import dev.partywall.core.Commit;
import dev.partywall.jdbc.ChangeRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of changes. What a listener throws does not become a commit's failure. Safe for use by many threads. */
final class ChangeListeners {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeListeners.class);

  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

  private volatile ChangeRecorder recorder = ChangeRecorder.NONE;

  ChangeRecorder recorder() {
    return recorder;
  }

  void recorder(ChangeRecorder recorder) {
    this.recorder = recorder;
  }

  void add(ChangeListener listener) {
    if (!listener.equals(ChangeListener.NONE)) {
      listeners.add(listener);
    }
  }

  /** Whether nobody asks. */
  boolean isEmpty() {
    return listeners.isEmpty() && recorder.equals(ChangeRecorder.NONE);
  }

  /** Tells all of them; completes when the last one is done, and does not fail. */
  CompletableFuture<?> changed(List<Change> changes, Commit commit) {
    List<CompletableFuture<?>> done = new ArrayList<>();
    for (ChangeListener listener : listeners) {
      done.add(quietly(() -> listener.changed(changes, commit)));
    }
    return all(done);
  }

  static CompletableFuture<?> quietly(Supplier<CompletionStage<?>> task) {
    try {
      return task.get().toCompletableFuture().handle((_, failure) -> failure == null || logged(failure));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(logged(e));
    }
  }

  static CompletableFuture<?> all(List<CompletableFuture<?>> done) {
    return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new));
  }

  private static boolean logged(Throwable e) {
    LOG.warn("What was to follow a commit failed; copies may show what was there before, until they expire", e);
    return true;
  }
}
