package dev.partywall.core;

/** Whether a tenant is served. */
public enum TenantStatus {
  /** Requests are served. */
  ACTIVE,
  /** Known, with its data kept, and refused at the edge. */
  SUSPENDED
}
