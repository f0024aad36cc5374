package dev.partywall.fleet;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the registry has it.
 *
 * @param tenant what everybody sees of it, once it is active
 * @param state where it is in its life
 * @param domains the host names that it owns
 * @param created when the host asked for it
 * @param changed when it was changed last
 * @param purgeAfter from when on its data may be removed for good; null unless it is deleted
 * @param version of the registry, when this tenant was changed last; grows with each change of any tenant
 */
public record RegisteredTenant(
    Tenant tenant,
    TenantState state,
    Set<DomainName> domains,
    Instant created,
    Instant changed,
    @Nullable Instant purgeAfter,
    long version) {

  public RegisteredTenant {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(state, "state");
    domains = Set.copyOf(domains);
  }
}
