package dev.partywall.spring.boot.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
class AsyncController {

  private final AsyncWork work;
  private final Executor executor;

  AsyncController(AsyncWork work, AsyncTaskExecutor executor) {
    this.work = work;
    this.executor = executor;
  }

  @GetMapping("/async/callable")
  Callable<String> callable() {
    return () -> Seen.now().toString();
  }

  @GetMapping("/async/callable-failing")
  Callable<String> callableFailing() {
    return () -> {
      throw new IOException("planted");
    };
  }

  @GetMapping("/async/task")
  WebAsyncTask<String> task() {
    return new WebAsyncTask<>(10_000L, () -> Seen.now().toString());
  }

  @GetMapping("/async/method")
  CompletableFuture<String> method() {
    return work.seen().thenApply(Seen::toString);
  }

  @GetMapping("/async/deferred")
  DeferredResult<String> deferred() {
    DeferredResult<String> result = new DeferredResult<>();
    executor.execute(() -> result.setResult(Seen.now().toString()));
    return result;
  }

  @GetMapping("/async/stream")
  StreamingResponseBody stream() {
    return out -> out.write(Seen.now().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @GetMapping("/async/sse")
  SseEmitter sse() {
    SseEmitter emitter = new SseEmitter();
    executor.execute(
        () -> {
          try {
            emitter.send(Seen.now().toString());
            emitter.complete();
          } catch (IOException e) {
            emitter.completeWithError(e);
          }
        });
    return emitter;
  }
}
