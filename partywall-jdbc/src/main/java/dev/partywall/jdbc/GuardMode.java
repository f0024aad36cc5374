package dev.partywall.jdbc;

/** What becomes of a statement that is not proven to stay inside its tenancy. */
public enum GuardMode {
  /** It is refused. */
  ENFORCE,

  /**
   * Every statement runs as it is written, and nothing keeps tenants apart: for an application of one tenant, to learn
   * what would be refused. Refusals are counted and logged.
   */
  REPORT
}
