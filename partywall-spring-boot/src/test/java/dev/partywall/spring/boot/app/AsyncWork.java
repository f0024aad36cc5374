package dev.partywall.spring.boot.app;

import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;

/** A bean with an asynchronous method. */
class AsyncWork {

  @Async
  CompletableFuture<Seen> seen() {
    return CompletableFuture.completedFuture(Seen.now());
  }
}
