package dev.partywall.fleet.jobs;

import java.util.Objects;

/**
 * A kind of job, which the application registers once, in each process, by its name.
 *
 * @param name the name under which its jobs are stored; not to be changed while there are any
 * @param payload how what it is about is stored
 * @param task what it does
 * @param retry when it is run again after a failure
 * @param <P> the type of the payload
 */
public record Job<P>(String name, Payload<P> payload, JobTask<P> task, Retry retry) {

  public Job {
    JobId.checkName(name);
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(retry, "retry");
  }

  /** A kind of job, with {@link Retry#DEFAULT}. */
  public static <P> Job<P> of(String name, Payload<P> payload, JobTask<P> task) {
    return new Job<>(name, payload, task, Retry.DEFAULT);
  }

  /** A kind of job about a text, such as an id, with {@link Retry#DEFAULT}. */
  public static Job<String> of(String name, JobTask<String> task) {
    return of(name, Payload.text(), task);
  }

  /** This kind, run again after a failure as another retry says. */
  public Job<P> withRetry(Retry retry) {
    return new Job<>(name, payload, task, retry);
  }
}
