package dev.partywall.fleet.jobs;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** There are too many jobs: of a tenancy, or in a database. Nothing was scheduled. */
public final class JobLimitException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String whose;
  private final long waiting;
  private final int limit;

  JobLimitException(String job, String whose, long waiting, int limit) {
    super(
        "job-limit",
        "Job '"
            + job
            + "' is not scheduled: "
            + whose
            + " has "
            + waiting
            + " jobs that wait, run or have failed, and the limit is "
            + limit
            + ". Let them be done, cancel what is not needed, or raise the limit");
    this.whose = whose;
    this.waiting = waiting;
    this.limit = limit;
  }

  /** Whose jobs they are: a tenancy's label, or {@code database} and its name. */
  public String whose() {
    return whose;
  }

  /** How many there are, at least. */
  public long waiting() {
    return waiting;
  }

  /** How many there may be. */
  public int limit() {
    return limit;
  }
}
