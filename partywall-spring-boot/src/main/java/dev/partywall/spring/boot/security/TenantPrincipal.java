package dev.partywall.spring.boot.security;

import dev.partywall.core.TenantId;
import org.jspecify.annotations.Nullable;

/** A principal that knows its tenant, for example an application's own {@code UserDetails}. */
public interface TenantPrincipal {

  /**
   * The tenant that the user belongs to, by name or id as {@code partywall.resolve.claim.by} says; null for the host.
   */
  @Nullable String tenant();

  /** The id of the tenant, if that is known; then {@link #tenant()} is not asked, and the tenant may be renamed. */
  default @Nullable TenantId tenantId() {
    return null;
  }

  /**
   * The epoch of the tenant when the user logged in, at any other of which the session has ended; null if it does not
   * end with it.
   */
  default @Nullable Long epoch() {
    return null;
  }

  /** The user's id; null if that is the name of the authentication. */
  default @Nullable String userId() {
    return null;
  }
}
