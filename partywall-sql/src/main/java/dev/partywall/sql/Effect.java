package dev.partywall.sql;

/** What a statement does, by which it is routed. */
public enum Effect {
  /** Reads only. */
  READ,
  /** Reads and takes row locks or advances a sequence: needs a writer. */
  LOCKING_READ,
  /** Calls a volatile function of a user's or an extension's, which may write: needs a writer. */
  CALL,
  /** Changes rows. */
  WRITE,
  /** Changes the schema. */
  DDL,
  /** Changes or shows the state of the connection. */
  SESSION;

  /** Whether rows can be others afterwards. */
  public boolean mayWrite() {
    return this == CALL || this == WRITE || this == DDL;
  }
}
