package dev.partywall.spring.boot.jobs;

import dev.partywall.fleet.jobs.TenantJobs;
import org.springframework.context.SmartLifecycle;

/** Runs jobs from when the application is complete, after migrations, until it ends, before its pools close. */
final class JobsLifecycle implements SmartLifecycle {

  private final TenantJobs jobs;
  private final boolean run;
  private volatile boolean running;

  /**
   * @param run whether this process runs jobs at all
   */
  JobsLifecycle(TenantJobs jobs, boolean run) {
    this.jobs = jobs;
    this.run = run;
  }

  /** An application without jobs gets no table of them. */
  @Override
  public void start() {
    if (run && jobs.hasWork()) {
      jobs.start();
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    jobs.close();
  }

  /** What has stopped does not begin again. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
