package dev.partywall.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: the user, and the tenant that user belongs to. Either can be missing, which gives the four {@link State}s.
 *
 * @param userId the user's id as the application's security knows it, or null if nobody is logged in
 * @param tenantId the tenant, or null if none is known
 */
public record TenantSession(@Nullable String userId, @Nullable TenantId tenantId) {

  /** Nobody is logged in and no tenant is known. */
  public static final TenantSession ANONYMOUS = new TenantSession(null, null);

  /** The session of the running block; {@link #ANONYMOUS} where none is bound. */
  public static TenantSession current() {
    return Scope.current().session();
  }

  /** The user, if somebody is logged in. */
  public Optional<String> user() {
    return Optional.ofNullable(userId);
  }

  /** The tenant, if one is known. */
  public Optional<TenantId> tenant() {
    return Optional.ofNullable(tenantId);
  }

  /** Which of the four states this session is in. */
  public State state() {
    if (userId == null) {
      return tenantId == null ? State.ANONYMOUS : State.TENANT_KNOWN;
    }
    return tenantId == null ? State.HOST_USER : State.TENANT_USER;
  }

  /** The states of a session. */
  public enum State {
    /** Neither user nor tenant: not known to be host or tenant. */
    ANONYMOUS,
    /** The tenant is known, nobody is logged in. */
    TENANT_KNOWN,
    /** A user of the host. */
    HOST_USER,
    /** A user of a tenant. */
    TENANT_USER
  }
}
