package dev.partywall.core;

import org.jspecify.annotations.Nullable;

/**
 * Whose token it is: a user within a tenant, a user of the host, or a caller without a name.
 *
 * @param value a text that no two sessions share
 */
public record SessionKey(String value) {

  /** The key of a session's user; null if nobody is logged in. */
  public static @Nullable SessionKey of(TenantSession session) {
    String user = session.userId();
    if (user == null) {
      return null;
    }
    TenantId tenant = session.tenantId();
    // The length keeps a tenant's id with a colon in it apart from a user's.
    return new SessionKey(
        tenant == null ? "host:" + user : "user:" + tenant.toString().length() + ":" + tenant + ":" + user);
  }

  /** The key of a caller without a name, who was given a random one. */
  public static SessionKey anonymous(String id) {
    return new SessionKey("anonymous:" + id);
  }

  @Override
  public String toString() {
    return value;
  }
}
