package dev.partywall.spring.boot.actuate;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.fleet.jobs.JobCount;
import dev.partywall.fleet.jobs.JobListener;
import dev.partywall.fleet.jobs.JobState;
import dev.partywall.fleet.jobs.TenantJobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures jobs. No meter is tagged with a tenant. */
final class JobMetrics implements JobListener, MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(JobMetrics.class);

  /** Several gauges are read at once, and each count is a query to each database. */
  private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

  private final MeterRegistry registry;
  private final Supplier<TenantJobs> jobs;

  // Guarded by this object's lock.
  private List<JobCount> counts = List.of();
  private long countedAt = System.nanoTime() - FRESH_NANOS;

  JobMetrics(MeterRegistry registry, Supplier<TenantJobs> jobs) {
    this.registry = registry;
    this.jobs = jobs;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (JobState state : JobState.values()) {
      Gauge.builder("partywall.jobs", () -> count(state))
          .description("Jobs that are stored, in the databases whose jobs this process runs")
          .tag("state", lower(state))
          .register(registry);
    }
  }

  private synchronized double count(JobState state) {
    long now = System.nanoTime();
    if (now - countedAt >= FRESH_NANOS) {
      countedAt = now;
      try {
        counts = jobs.get().states();
      } catch (RuntimeException e) {
        LOG.debug("Jobs could not be counted", e);
        counts = List.of();
      }
    }
    return counts.stream().filter(count -> count.state() == state).mapToLong(JobCount::count).sum();
  }

  @Override
  public void scheduled(Tenancy tenancy, DatasourceName set, String name) {
    Counter.builder("partywall.jobs.scheduled")
        .description("Jobs that were scheduled by this process")
        .tag("job", name)
        .register(registry)
        .increment();
  }

  @Override
  public void ran(Tenancy tenancy, DatasourceName set, String name, Outcome outcome, Duration took) {
    Timer.builder("partywall.jobs.runs")
        .description("Runs of jobs, by how they ended")
        .tag("job", name)
        .tag("outcome", lower(outcome))
        .register(registry)
        .record(took);
  }

  @Override
  public void kept(DatasourceName set, String name, Kept why) {
    Counter.builder("partywall.jobs.kept")
        .description("Jobs that were not run, or not scheduled")
        .tag("job", name)
        .tag("why", lower(why))
        .register(registry)
        .increment();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
