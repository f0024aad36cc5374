package dev.partywall.fleet.lifecycle;

import dev.partywall.fleet.Operation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of an operation's steps, whoever makes them. */
final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Function<UUID, Operation> present;
  private final UUID id;
  private final Consumer<Operation> progress;
  private final CountDownLatch closed = new CountDownLatch(1);
  private int told = -1;

  /**
   * @param present the operation as it is
   */
  Watch(Function<UUID, Operation> present, UUID id, Consumer<Operation> progress) {
    this.present = present;
    this.id = id;
    this.progress = progress;
  }

  Watch start() {
    Thread _ = Thread.ofVirtual().name("partywall-lifecycle-watch").start(this::run);
    return this;
  }

  private void run() {
    try {
      Operation operation = present.apply(id);
      tell(operation);
      while (operation.ended() == null && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        operation = present.apply(id);
        tell(operation);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Operation {} is watched no more", id, e);
    }
  }

  /** Each step by itself, also where several were made since the last look. */
  private void tell(Operation now) {
    List<String> steps = now.steps();
    for (int count = Math.max(told + 1, 0); count < steps.size(); count++) {
      progress.accept(
          new Operation(
              now.id(),
              now.kind(),
              now.tenant(),
              now.name(),
              state(steps.subList(0, count)),
              steps.subList(0, count),
              null,
              now.began(),
              null));
    }
    if (told < steps.size()) {
      progress.accept(now);
    }
    told = steps.size();
  }

  private static Operation.State state(List<String> steps) {
    return steps.stream().anyMatch(step -> step.startsWith(Runner.UNDO))
        ? Operation.State.UNDOING
        : Operation.State.RUNNING;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
