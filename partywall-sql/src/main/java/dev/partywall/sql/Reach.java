package dev.partywall.sql;

/** Whose rows a statement may touch; with the text, what a guarded statement is computed from. */
public enum Reach {
  /** One tenant's rows, read and written: {@code tenant_id = ?}. */
  TENANT,
  /** The common tables and the host's rows of mixed tables, read and written; no tenant table. */
  HOST,
  /** The rows of the listed tenants, read only: {@code tenant_id = ANY (?)}. */
  ACROSS,
  /** All tenants' rows of the database, read only. */
  ACROSS_ALL
}
