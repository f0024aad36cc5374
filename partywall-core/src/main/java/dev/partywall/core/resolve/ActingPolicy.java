package dev.partywall.core.resolve;

import dev.partywall.core.Tenant;

/** Decides whether a user of the host may act in a tenant. Asked only when such a user comes by a tenant's address. */
@FunctionalInterface
public interface ActingPolicy {

  /** Whether this user of the host may act in this tenant. */
  boolean mayAct(Caller hostUser, Tenant tenant);

  /** Nobody may. */
  static ActingPolicy never() {
    return (hostUser, tenant) -> false;
  }

  /** Who has this authority may, in every tenant. */
  static ActingPolicy havingAuthority(String authority) {
    return (hostUser, tenant) -> hostUser.authorities().contains(authority);
  }
}
