package dev.partywall.model.internal.table;

import dev.partywall.core.PartywallException;
import java.io.Serial;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;

/** Lets the door's refusals arrive as they are, where jOOQ would wrap those that a parameter's setter throws. */
public final class OwnErrors implements ExecuteListener {

  @Serial private static final long serialVersionUID = 1L;

  @Override
  public void exception(ExecuteContext context) {
    for (Throwable cause = context.exception(); cause != null; cause = cause.getCause()) {
      if (cause instanceof PartywallException own) {
        context.exception(own);
        return;
      }
    }
  }
}
