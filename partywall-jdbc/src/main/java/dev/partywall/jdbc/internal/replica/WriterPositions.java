package dev.partywall.jdbc.internal.replica;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the writer is after a commit. One question, asked over a connection of its own, answers for all commits
 * that had returned when it was sent, so that the more there are the less each costs.
 */
final class WriterPositions {

  /** How long the connection is kept without a question. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String name;
  private final Supplier<DataSource> writer;
  private final Consumer<Observation> listener;
  private final int timeoutMillis;

  // Guarded by this object's lock.
  private List<CompletableFuture<Observation>> asked = new ArrayList<>();
  private @Nullable Thread thread;

  private volatile boolean stopped;

  /**
   * @param writer connections to the node that is the writer at that moment
   * @param listener told each answer
   */
  WriterPositions(String name, Supplier<DataSource> writer, Consumer<Observation> listener, Duration timeout) {
    this.name = name;
    this.writer = writer;
    this.listener = listener;
    this.timeoutMillis = Math.toIntExact(Math.max(100, timeout.toMillis()));
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

  @SuppressWarnings("ReferenceEquality") // another data source, another node
  private void run() {
    Connection connection = null;
    DataSource from = null;
    while (true) {
      List<CompletableFuture<Observation>> batch = awaited();
      if (batch.isEmpty()) {
        close(connection);
        return;
      }
      for (int attempt = 1; !batch.isEmpty(); attempt++) {
        try {
          DataSource now = writer.get();
          if (connection == null || now != from) {
            close(connection);
            connection = null;
            connection = now.getConnection();
            connection.setNetworkTimeout(Runnable::run, timeoutMillis);
            from = now;
          }
          answer(batch, Observation.of(connection));
          batch = List.of();
        } catch (SQLException | RuntimeException e) {
          close(connection);
          connection = null;
          if (attempt > 1) {
            batch.forEach(each -> each.completeExceptionally(e));
            batch = List.of();
          }
        }
      }
    }
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

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is gone.
      }
    }
  }
}
