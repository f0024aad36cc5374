package dev.partywall.sql;

/** What a statement does, by which it is routed. */
public enum Effect {
  /** Reads only. */
  READ,
  /** Reads and takes row locks, calls a volatile function or advances a sequence: needs a writer. */
  LOCKING_READ,
  /** Changes rows. */
  WRITE,
  /** Changes the schema. */
  DDL,
  /** Changes or shows the state of the connection. */
  SESSION
}
