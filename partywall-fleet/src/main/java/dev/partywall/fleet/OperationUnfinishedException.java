package dev.partywall.fleet;

import dev.partywall.core.PartywallException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An operation could not be brought to its end now. It goes on by itself, in this process or another; {@link
 * Tenants#operation} tells what becomes of it.
 */
public final class OperationUnfinishedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Operation operation;

  /**
   * @param operation how far it is
   * @param cause what is in its way; null if this process ends
   */
  public OperationUnfinishedException(Operation operation, @Nullable Throwable cause) {
    super(
        "operation-unfinished",
        "The "
            + operation.kind()
            + " of tenant '"
            + operation.name()
            + "' is "
            + operation.state()
            + " and goes on by itself ("
            + (cause == null ? "this process ends" : cause)
            + "); ask for operation "
            + operation.id());
    if (cause != null) {
      Throwable _ = initCause(cause);
    }
    this.operation = operation;
  }

  /** How far it is. */
  public Operation operation() {
    return operation;
  }
}
