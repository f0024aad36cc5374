package dev.partywall.spring.boot.jobs;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.fleet.jobs.JobListener;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;

/** All beans that listen, which may themselves need the jobs. */
final class JobListeners implements JobListener {

  private final ObjectProvider<JobListener> listeners;

  JobListeners(ObjectProvider<JobListener> listeners) {
    this.listeners = listeners;
  }

  @Override
  public void scheduled(Tenancy tenancy, DatasourceName set, String name) {
    listeners.orderedStream().forEach(listener -> listener.scheduled(tenancy, set, name));
  }

  @Override
  public void ran(Tenancy tenancy, DatasourceName set, String name, Outcome outcome, Duration took) {
    listeners.orderedStream().forEach(listener -> listener.ran(tenancy, set, name, outcome, took));
  }

  @Override
  public void kept(DatasourceName set, String name, Kept why) {
    listeners.orderedStream().forEach(listener -> listener.kept(set, name, why));
  }
}
