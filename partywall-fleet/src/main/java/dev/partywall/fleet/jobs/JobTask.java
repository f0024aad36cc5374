package dev.partywall.fleet.jobs;

/**
 * What a job does. It runs under the tenancy that it was scheduled in, at least once: where a process ends in the
 * middle, or cannot say that it had finished, it runs again.
 *
 * @param <P> the type of the payload
 */
@FunctionalInterface
public interface JobTask<P> {

  /**
   * Does the work.
   *
   * @param payload what the job is about
   * @param run which run of which job it is
   * @throws Exception whatever it fails with; it is run again, as {@link Retry} says
   */
  void run(P payload, JobRun run) throws Exception;
}
