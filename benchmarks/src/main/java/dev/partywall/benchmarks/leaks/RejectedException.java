package dev.partywall.benchmarks.leaks;

import java.io.Serial;

/** A tool did not accept a statement. */
final class RejectedException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  RejectedException(Exception cause) {
    super(cause);
  }
}
