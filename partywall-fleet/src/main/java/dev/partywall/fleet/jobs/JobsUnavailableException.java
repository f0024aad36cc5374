package dev.partywall.fleet.jobs;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.PartywallException;
import java.io.Serial;

/** The jobs of a database could not be read or written. */
public final class JobsUnavailableException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  JobsUnavailableException(DatasourceName set, String what, Throwable cause) {
    super("jobs-unavailable", "In datasource set '" + set + "', " + what + ": " + cause.getMessage(), cause);
  }
}
