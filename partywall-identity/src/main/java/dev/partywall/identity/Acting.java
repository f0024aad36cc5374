package dev.partywall.identity;

import dev.partywall.core.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A user of the host acting in a tenant.
 *
 * @param id the id of this time of acting
 * @param user the user of the host
 * @param tenant the id of the tenant, as text
 * @param reason why, as the user said
 * @param until when it ends by itself
 */
public record Acting(UUID id, UUID user, String tenant, String reason, Instant until) {

  public Acting {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(until, "until");
  }

  /** Whether it is for this tenant, and not over by itself at this time. */
  public boolean isIn(TenantId id, Instant now) {
    return tenant.equals(id.toString()) && now.isBefore(until);
  }
}
