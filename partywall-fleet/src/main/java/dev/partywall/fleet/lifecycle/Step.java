package dev.partywall.fleet.lifecycle;

import dev.partywall.fleet.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A step of an operation. What it does and what takes it back can be done again, and by somebody else. */
interface Step {

  /** What the step is called where it is recorded. */
  String name();

  /** Does it. */
  void make(Claim claim) throws Exception;

  /** Changes the registry, in the transaction in which the step is recorded as done. */
  default void record(Connection transaction, OperationRow operation) throws SQLException {}

  /** Takes it back. */
  default void undo(Claim claim) throws Exception {}

  /** With what the operation has ended when the step is done; null if others follow. */
  default Operation.@Nullable State last() {
    return null;
  }
}
