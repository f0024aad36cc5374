package dev.partywall.spring.boot.actuate;

import dev.partywall.fleet.jobs.JobCount;
import dev.partywall.fleet.jobs.JobInfo;
import dev.partywall.fleet.jobs.TenantJobs;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Shows how many jobs of whom are at what, and those that failed for good. */
@Endpoint(id = "jobs")
public final class JobsEndpoint {

  private static final int FAILED_AT_ONCE = 100;

  private final TenantJobs jobs;

  JobsEndpoint(TenantJobs jobs) {
    this.jobs = jobs;
  }

  /** Of the databases whose jobs this process runs: the largest counts, and at most a hundred failed ones of each. */
  @ReadOperation
  public Jobs jobs() {
    return new Jobs(
        jobs.running().stream().map(set -> set.value()).sorted().toList(),
        jobs.states().stream().map(Count::of).toList(),
        jobs.failed(FAILED_AT_ONCE).stream().map(Failed::of).toList());
  }

  /**
   * The jobs.
   *
   * @param datasources the datasource sets in whose databases this process runs jobs
   * @param counts how many of whom are at what
   * @param failed those that failed for good
   */
  public record Jobs(List<String> datasources, List<Count> counts, List<Failed> failed) {}

  /**
   * How many jobs are at something.
   *
   * @param owner the tenant's id, or host
   */
  public record Count(String datasource, String owner, String state, long count) {

    static Count of(JobCount count) {
      return new Count(
          count.set().value(), count.owner(), count.state().name().toLowerCase(Locale.ROOT), count.count());
    }
  }

  /**
   * A job that failed for good.
   *
   * @param owner the tenant's id, or host
   */
  public record Failed(
      String datasource,
      String owner,
      String name,
      String key,
      int failures,
      Instant scheduled,
      @Nullable String problem) {

    static Failed of(JobInfo job) {
      return new Failed(
          job.id().set().value(),
          job.owner(),
          job.id().name(),
          job.id().key(),
          job.failures(),
          job.made(),
          job.problem().orElse(null));
    }
  }
}
