package dev.partywall.fleet;

/** Where a tenant of the registry is in its life. */
public enum TenantState {
  /** Being made. Its name is taken; nobody is served. */
  CREATING,
  /** Served. */
  ACTIVE,
  /** Refused at the edge, with its data kept. */
  SUSPENDED,
  /** Gone for everybody but the host, who can bring it back until it is purged. Its name is taken. */
  DELETED,
  /** Its data are being removed, or are gone. Its name is free, its id is never used again. */
  PURGED
}
