package dev.partywall.model.internal.table;

import dev.partywall.core.PartywallException;
import dev.partywall.model.Failures;
import java.io.Serial;
import java.sql.SQLException;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;

/**
 * Lets the door's refusals arrive as they are, where jOOQ would wrap those that a parameter's setter throws, and makes
 * of the database's errors what the application wants.
 */
public final class OwnErrors implements ExecuteListener {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Failures failures;

  /**
   * @param failures what errors of the database become
   */
  public OwnErrors(Failures failures) {
    this.failures = failures;
  }

  @Override
  public void exception(ExecuteContext context) {
    for (Throwable cause = context.exception(); cause != null; cause = cause.getCause()) {
      if (cause instanceof PartywallException own) {
        context.exception(own);
        return;
      }
    }
    SQLException reason = context.sqlException();
    if (reason != null && !failures.equals(Failures.OF_JOOQ)) {
      context.exception(failures.of("A query", reason));
    }
  }
}
