package dev.partywall.core.resolve;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An authenticated caller, as the application's security knows it.
 *
 * @param userId the user's id
 * @param tenants the values of the claim that names the user's tenant; empty for a user of the host. A value that is
 *     there but says nothing is an empty text, which is refused.
 * @param authorities what the user was granted, as far as {@link ActingPolicy} needs it
 */
public record Caller(String userId, List<String> tenants, Set<String> authorities) {

  public Caller {
    Objects.requireNonNull(userId, "userId");
    tenants = List.copyOf(tenants);
    authorities = Set.copyOf(authorities);
  }

  /** A user of the host without authorities. */
  public static Caller ofHost(String userId) {
    return new Caller(userId, List.of(), Set.of());
  }

  /** A user of this tenant without authorities. */
  public static Caller ofTenant(String userId, String tenant) {
    return new Caller(userId, List.of(tenant), Set.of());
  }
}
