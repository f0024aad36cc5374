package dev.partywall.spring.boot.caches;

import dev.partywall.core.Tenancy;
import dev.partywall.fleet.jobs.Job;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.fleet.jobs.When;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes of caches that are done again by a durable job of the host. */
final class DeleteJobs implements LaterDeletes {

  private static final Logger LOG = LoggerFactory.getLogger(DeleteJobs.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Supplier<TenantJobs> jobs;
  private final Job<String> job;

  DeleteJobs(Supplier<TenantJobs> jobs, Job<String> job) {
    this.jobs = jobs;
    this.job = job;
  }

  static Job<String> job(Consumer<String> again) {
    return Job.of("partywall.cache.delete", (text, _) -> again.accept(text));
  }

  /** On another thread: on this one a transaction may be on its way out, which nothing could be committed with. */
  @Override
  public void schedule(String text, Duration delay) {
    FutureTask<?> task =
        new FutureTask<>(() -> Tenancy.host().call(() -> jobs.get().schedule(job, text, When.after(delay))));
    Thread.ofVirtual().name("partywall-cache-delete").start(task);
    try {
      task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("A delete will not be done again: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
