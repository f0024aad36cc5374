package dev.partywall.core;

import java.io.Serial;

/**
 * The root of the errors that Partywall raises. Each has a stable {@link #code()}, so that operators can count them.
 */
public abstract class PartywallException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String code;

  protected PartywallException(String code, String message) {
    super(message);
    this.code = code;
  }

  protected PartywallException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The stable, documented name of this kind of error, such as {@code no-tenancy}. */
  public final String code() {
    return code;
  }
}
