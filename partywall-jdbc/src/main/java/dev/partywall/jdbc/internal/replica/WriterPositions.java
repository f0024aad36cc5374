package dev.partywall.jdbc.internal.replica;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the writer is after a commit. One question answers for all commits that had returned when it was sent, so
 * that the more there are the less each costs.
 */
final class WriterPositions {

  /** How long the thread waits for the next question. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String name;
  private final Supplier<Asker> writer;
  private final Consumer<Observation> listener;

  // Guarded by this object's lock.
  private List<CompletableFuture<Observation>> asked = new ArrayList<>();
  private @Nullable Thread thread;

  private volatile boolean stopped;

  /**
   * @param writer makes a way to ask the node that is the writer at that moment
   * @param listener told each answer
   */
  WriterPositions(String name, Supplier<Asker> writer, Consumer<Observation> listener) {
    this.name = name;
    this.writer = writer;
    this.listener = listener;
  }

  /**
   * Where the writer is after now.
   *
   * @return fails if it does not say
   */
  CompletableFuture<Observation> after() {
    CompletableFuture<Observation> answer = new CompletableFuture<>();
    synchronized (this) {
      asked.add(answer);
      if (thread == null && !stopped) {
        thread = Thread.ofVirtual().name("partywall-position-" + name).start(this::run);
      } else {
        LockSupport.unpark(thread);
      }
    }
    if (stopped) {
      answer.completeExceptionally(new SQLException("The pools are closed", "08003"));
    }
    return answer;
  }

  void stop() {
    stopped = true;
    synchronized (this) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    Asker asker = writer.get();
    while (true) {
      List<CompletableFuture<Observation>> batch = awaited();
      if (batch.isEmpty()) {
        asker.close();
        return;
      }
      for (int attempt = 1; !batch.isEmpty(); attempt++) {
        asker = ofTheWriter(asker);
        try {
          answer(batch, asker.ask());
          batch = List.of();
        } catch (SQLException | RuntimeException e) {
          if (attempt > 1) {
            batch.forEach(each -> each.completeExceptionally(e));
            batch = List.of();
          }
        }
      }
    }
  }

  private Asker ofTheWriter(Asker before) {
    Asker now = writer.get();
    if (now.node().equals(before.node())) {
      return before;
    }
    before.close();
    return now;
  }

  private void answer(List<CompletableFuture<Observation>> batch, Observation said) throws SQLException {
    if (said.recovering()) {
      throw new SQLException("The writer takes no writes any more", "25006");
    }
    listener.accept(said);
    batch.forEach(each -> each.complete(said));
  }

  /** Those who ask; nobody if that is so for a time, and the thread is to end. */
  private List<CompletableFuture<Observation>> awaited() {
    long begin = System.nanoTime();
    while (true) {
      synchronized (this) {
        if (!asked.isEmpty()) {
          List<CompletableFuture<Observation>> batch = asked;
          asked = new ArrayList<>();
          return batch;
        }
        if (stopped || System.nanoTime() - begin > IDLE_NANOS) {
          thread = null;
          return List.of();
        }
      }
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
  }
}
