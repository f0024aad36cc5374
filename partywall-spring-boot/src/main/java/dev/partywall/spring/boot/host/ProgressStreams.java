package dev.partywall.spring.boot.host;

import dev.partywall.core.Tenancy;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.Tenants;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All streams of progress of this process. They end with it, before the server waits for requests to end. */
final class ProgressStreams implements SmartLifecycle {

  private final Tenants tenants;
  private final Set<ProgressStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  ProgressStreams(Tenants tenants) {
    this.tenants = tenants;
  }

  /** Tells of an operation from where a client was told before. */
  SseEmitter open(UUID operation, Told told) {
    ProgressStream stream = new ProgressStream(() -> Tenancy.host().call(() -> tenants.operation(operation)), told);
    open.add(stream);
    AutoCloseable watching = tenants.watch(operation, stream::add);
    stream.start(
        () -> {
          open.remove(stream);
          close(watching);
        });
    if (!running) {
      stream.close();
    }
    return stream.emitter();
  }

  private static void close(AutoCloseable watching) {
    try {
      watching.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("An operation is still watched", e);
    }
  }

  /** What a stream ends with. */
  static boolean isLast(Operation operation) {
    return Waiting.hasEnded(operation);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    open.forEach(ProgressStream::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
