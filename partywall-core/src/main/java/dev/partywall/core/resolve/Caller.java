package dev.partywall.core.resolve;

import dev.partywall.core.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated caller, as the application's security knows it.
 *
 * @param userId the user's id
 * @param tenants the values of the claim that names the user's tenant; empty for a user of the host. A value that is
 *     there but says nothing is an empty text, which is refused.
 * @param authorities what the user was granted, as far as {@link ActingPolicy} needs it
 * @param tenantId the user's tenant, where it is known by its id; then nothing else names it
 * @param epoch the epoch of the tenant when the user logged in; null if that is not known, and then nothing ends the
 *     session
 */
public record Caller(
    String userId, List<String> tenants, Set<String> authorities, @Nullable TenantId tenantId, @Nullable Long epoch) {

  public Caller {
    Objects.requireNonNull(userId, "userId");
    tenants = List.copyOf(tenants);
    authorities = Set.copyOf(authorities);
    if (tenantId != null && !tenants.isEmpty()) {
      throw new IllegalArgumentException("A caller's tenant is known by its id or by a claim, not by both");
    }
  }

  /** A caller whose session does not end with the tenant's epoch. */
  public Caller(String userId, List<String> tenants, Set<String> authorities) {
    this(userId, tenants, authorities, null, null);
  }

  /** A user of the host without authorities. */
  public static Caller ofHost(String userId) {
    return new Caller(userId, List.of(), Set.of());
  }

  /** A user of this tenant without authorities. */
  public static Caller ofTenant(String userId, String tenant) {
    return new Caller(userId, List.of(tenant), Set.of());
  }

  /** A user of this tenant without authorities, who logged in at this epoch of it. */
  public static Caller ofTenant(String userId, TenantId tenant, long epoch) {
    return new Caller(userId, List.of(), Set.of(), tenant, epoch);
  }

  /** This caller, having logged in at this epoch of its tenant. */
  public Caller withEpoch(long epoch) {
    return new Caller(userId, tenants, authorities, tenantId, epoch);
  }
}
