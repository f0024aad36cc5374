package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import dev.partywall.identity.Account;
import dev.partywall.identity.Acting;
import dev.partywall.identity.Identity;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is logged in with a session or token, and whether that goes on. */
final class LoggedIn {

  private final Identity identity;
  private final TenantStore tenants;
  private final TenantId.Kind idKind;
  private final InstantSource clock;

  LoggedIn(Identity identity, TenantStore tenants, TenantId.Kind idKind, InstantSource clock) {
    this.identity = identity;
    this.tenants = tenants;
    this.idKind = idKind;
    this.clock = clock;
  }

  /** The user of the running request, if it is one of ours. */
  static Optional<IdentityUser> user() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof IdentityUser user
        ? Optional.of(user)
        : Optional.empty();
  }

  /** Whether the session of this user goes on. */
  boolean goesOn(IdentityUser user) {
    Tenancy tenancy = tenancy(user.tenantId(), user.epoch());
    return tenancy != null && account(tenancy, user.id(), user.stamp()).isPresent();
  }

  /** The user as it is now, if what its token says still holds. */
  Optional<IdentityUser> now(UUID id, @Nullable TenantId tenantId, @Nullable Long epoch, String stamp) {
    Tenancy tenancy = tenancy(tenantId, epoch);
    return tenancy == null
        ? Optional.empty()
        : account(tenancy, id, stamp).map(account -> IdentityUser.of(account, tenantId, epoch == null ? 0 : epoch));
  }

  /** Whether the tenant is there and served. */
  boolean isServed(TenantId tenantId) {
    return tenants.findById(tenantId).filter(tenant -> tenant.status() == TenantStatus.ACTIVE).isPresent();
  }

  /** This user of the host with the permissions of those who act in tenants. */
  IdentityUser acting(IdentityUser user, Acting acting, Tenant tenant) {
    Set<String> permissions = identity.permissions().of(Tenancy.of(tenant));
    return user.acting(acting.id(), permissions);
  }

  /** This user of the host acting, as its token says; empty if that has ended, or the tenant is gone. */
  Optional<IdentityUser> acting(IdentityUser user, UUID id) {
    return identity
        .actings()
        .find(id)
        .filter(acting -> acting.user().equals(user.id()))
        .flatMap(acting -> tenants.findById(idKind.parse(acting.tenant())).map(tenant -> acting(user, acting, tenant)));
  }

  /** Where this user acts, if that goes on. */
  Optional<Acting> acting(IdentityUser user) {
    UUID acting = user.acting();
    return acting == null
        ? Optional.empty()
        : identity.actings().find(acting).filter(found -> found.user().equals(user.id()));
  }

  /** Whether this user of the host acts in this tenant. */
  boolean isActing(IdentityUser user, TenantId tenant) {
    return acting(user).filter(acting -> acting.isIn(tenant, clock.instant())).isPresent();
  }

  private @Nullable Tenancy tenancy(@Nullable TenantId tenantId, @Nullable Long epoch) {
    if (tenantId == null) {
      return Tenancy.host();
    }
    return tenants
        .findById(tenantId)
        .filter(tenant -> tenant.status() == TenantStatus.ACTIVE && epoch != null && tenant.epoch() == epoch)
        .map(Tenancy::of)
        .orElse(null);
  }

  private Optional<Account> account(Tenancy tenancy, UUID id, String stamp) {
    return tenancy
        .<Optional<Account>, RuntimeException>call(() -> identity.accounts().find(id))
        .filter(account -> account.goesOn(stamp));
  }
}
