package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenant;
import dev.partywall.core.resolve.ActingPolicy;
import dev.partywall.core.resolve.Caller;

/** Lets users of the host act where they have begun to; and where else the configuration says. */
final class IdentityActingPolicy implements ActingPolicy {

  private final LoggedIn loggedIn;
  private final ActingPolicy configured;

  IdentityActingPolicy(LoggedIn loggedIn, ActingPolicy configured) {
    this.loggedIn = loggedIn;
    this.configured = configured;
  }

  @Override
  public boolean mayAct(Caller hostUser, Tenant tenant) {
    return LoggedIn.user().filter(user -> loggedIn.isActing(user, tenant.id())).isPresent()
        || configured.mayAct(hostUser, tenant);
  }
}
