package dev.partywall.identity;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened with a user, for the audit trail.
 *
 * @param kind what
 * @param tenancy whose user it is; for what a user of the host does in a tenant, the tenant's
 * @param actor the id of the user who did it; null if nobody was logged in, or the application did it by itself
 * @param user to which user; null if there is none of the name that was given
 * @param name the user's name; null as with the user
 * @param detail more in a few words, such as the roles or the reason; null if there is no more
 */
public record IdentityEvent(
    Kind kind,
    Tenancy tenancy,
    @Nullable String actor,
    @Nullable UUID user,
    @Nullable String name,
    @Nullable String detail) {

  public IdentityEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(tenancy, "tenancy");
  }

  /** What happened. */
  public enum Kind {
    LOGGED_IN,
    LOG_IN_FAILED,
    /** A log-in was not tried, as there had been too many failures. */
    LOG_IN_LOCKED_OUT,
    CREATED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    ROLES_CHANGED,
    LOCKED,
    UNLOCKED,
    DISABLED,
    ENABLED,
    DELETED,
    /** A role was made, changed or deleted. */
    ROLE_CHANGED,
    ACTING_BEGAN,
    /** A user of the host made a request in a tenant. */
    ACTED,
    ACTING_ENDED
  }

  /** A name for the audit trail, as in {@code identity.password-changed}. */
  public String action() {
    return "identity." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static IdentityEvent of(Kind kind, @Nullable User user, @Nullable String detail) {
    return of(kind, user == null ? null : user.id(), user == null ? null : user.name(), detail);
  }

  /** What somebody does who is not logged in yet: the user, if it is known. */
  static IdentityEvent ofLogIn(Kind kind, @Nullable User user, @Nullable String detail) {
    if (user == null) {
      return new IdentityEvent(kind, Tenancy.current(), null, null, null, detail);
    }
    boolean isIn = kind == Kind.LOGGED_IN || kind == Kind.PASSWORD_CHANGED;
    String actor = isIn ? user.id().toString() : null;
    return new IdentityEvent(kind, Tenancy.current(), actor, user.id(), user.name(), detail);
  }

  /** Something that happens in the running block. */
  public static IdentityEvent of(Kind kind, @Nullable UUID user, @Nullable String name, @Nullable String detail) {
    TenantSession session = Scope.current().session();
    return new IdentityEvent(kind, Tenancy.current(), session.userId(), user, name, detail);
  }
}
