package dev.partywall.spring.boot.host;

import dev.partywall.fleet.Operation;
import dev.partywall.spring.boot.host.TenantView.OperationView;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The progress of an operation, as server-sent events: {@code step} for each step, {@code undoing}, and at the end
 * {@code done} or {@code undone}. A thread of its own sends them, so that a slow client keeps nobody else waiting.
 */
final class ProgressStream {

  private static final Logger log = LoggerFactory.getLogger(ProgressStream.class);
  private static final long NO_TIMEOUT = 0;
  private static final long HEARTBEAT_SECONDS = 15;

  private final SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
  private final BlockingQueue<Optional<Operation>> waiting = new LinkedBlockingQueue<>();
  private final Supplier<Optional<Operation>> present;
  private Told told;

  /**
   * @param present the operation as it is, for when nobody has told for a while
   */
  ProgressStream(Supplier<Optional<Operation>> present, Told told) {
    this.present = present;
    this.told = told;
  }

  SseEmitter emitter() {
    return emitter;
  }

  /** What is known of the operation now. */
  void add(Operation operation) {
    waiting.add(Optional.of(operation));
  }

  /** Ends the stream; the client may come back, here or elsewhere. */
  void close() {
    waiting.add(Optional.empty());
  }

  /**
   * Begins to send.
   *
   * @param end runs when nothing is sent any more
   */
  void start(Runnable end) {
    emitter.onTimeout(this::close);
    emitter.onError(_ -> close());
    Thread.ofVirtual()
        .name("partywall-progress")
        .start(
            () -> {
              try {
                send();
                emitter.complete();
              } catch (IOException | RuntimeException e) {
                log.debug("A stream of progress ends early; its client may come back", e);
                emitter.complete();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                end.run();
              }
            });
  }

  private void send() throws IOException, InterruptedException {
    while (!told.ended()) {
      Optional<Operation> next = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        // Nobody else tells that a client is gone, or that whoever watched for it has lost the database.
        emitter.send(SseEmitter.event().comment("still going on"));
        tell(present.get().orElseThrow(() -> new IllegalStateException("The operation is gone")));
      } else if (next.isEmpty()) {
        return;
      } else {
        tell(next.get());
      }
    }
  }

  private void tell(Operation operation) throws IOException {
    while (told.steps() < operation.steps().size()) {
      String step = operation.steps().get(told.steps());
      told = told.step();
      send("step", Map.of("number", told.steps(), "step", step));
    }
    boolean undone = operation.state() == Operation.State.UNDOING || operation.state() == Operation.State.UNDONE;
    if (undone && !told.undoing()) {
      told = told.withUndoing();
      send("undoing", OperationView.of(operation));
    }
    if (ProgressStreams.isLast(operation)) {
      told = told.withEnd();
      send(TenantView.word(operation.state()), OperationView.of(operation));
    }
  }

  private void send(String event, Object data) throws IOException {
    emitter.send(SseEmitter.event().id(told.id()).name(event).data(Json.text(data), MediaType.TEXT_PLAIN));
  }
}
