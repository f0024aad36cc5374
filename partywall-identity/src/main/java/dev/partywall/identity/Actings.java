package dev.partywall.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.identity.IdentityEvent.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Users of the host who act in tenants: each time for a reason, for a limited time, and written down. Who may begin is
 * for the caller to check.
 */
public final class Actings {

  private static final int LONGEST_REASON = 500;
  private static final long LARGEST = 10_000;
  private static final String COLUMNS = "id, user_id, tenant, reason, until";

  private final Sql sql;
  private final Duration longest;
  private final IdentityAudit audit;
  private final InstantSource clock;
  private final @Nullable Cache<UUID, Optional<Acting>> known;

  /**
   * @param longest for how long one may act at most
   * @param delay how long it may be overlooked that another process ended it
   */
  Actings(Sql sql, Duration longest, Duration delay, IdentityAudit audit, InstantSource clock) {
    this.sql = sql;
    this.longest = longest;
    this.audit = audit;
    this.clock = clock;
    this.known = delay.isPositive() ? Caffeine.newBuilder().maximumSize(LARGEST).expireAfterWrite(delay).build() : null;
  }

  /**
   * Lets a user of the host act in a tenant.
   *
   * @param user the user of the host, for the audit trail
   * @throws ActingRefusedException without a reason, or for longer than is allowed
   */
  public Acting begin(UUID user, String name, Tenant tenant, String reason, Duration limit) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new ActingRefusedException("it needs a reason of 1 to " + LONGEST_REASON + " characters");
    }
    if (!limit.isPositive() || limit.compareTo(longest) > 0) {
      throw new ActingRefusedException("it can last up to " + longest + ", and " + limit + " was asked for");
    }
    Instant now = clock.instant();
    Acting acting = new Acting(UUID.randomUUID(), user, tenant.id().toString(), reason, now.plus(limit));
    asHost(
        statements ->
            statements.update(
                "INSERT INTO pw_acting (id, user_id, tenant, reason, began_at, until) VALUES (?, ?, ?, ?, ?, ?)",
                acting.id(),
                user,
                acting.tenant(),
                reason,
                now,
                acting.until()));
    tell(Kind.ACTING_BEGAN, acting, name, tenant, reason + ", until " + acting.until());
    return acting;
  }

  /** One that goes on; empty if it has ended, or there is none of this id. */
  public Optional<Acting> find(UUID id) {
    Optional<Acting> acting = known == null ? stored(id) : known.get(id, this::stored);
    return acting.filter(found -> clock.instant().isBefore(found.until()));
  }

  /**
   * Ends one; nothing happens if it has ended.
   *
   * @param name the user's name, for the audit trail
   * @param tenant where; null if the tenant is gone
   */
  public void end(Acting acting, String name, @Nullable Tenant tenant) {
    int ended =
        asHost(
            statements ->
                statements.update(
                    "UPDATE pw_acting SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
                    clock.instant(),
                    acting.id()));
    if (known != null) {
      known.invalidate(acting.id());
    }
    if (ended > 0) {
      tell(Kind.ACTING_ENDED, acting, name, tenant, acting.reason());
    }
  }

  /** Takes note of a request, in the tenancy of the running block. */
  public void acted(@Nullable Acting acting, String user, String request) {
    String reason = acting == null ? "" : " (" + acting.reason() + ")";
    audit.happened(
        new IdentityEvent(
            Kind.ACTED, Tenancy.current(), user, acting == null ? null : acting.user(), null, request + reason));
  }

  private void tell(Kind kind, Acting acting, String name, @Nullable Tenant tenant, String detail) {
    Tenancy where = tenant == null ? Tenancy.host() : Tenancy.of(tenant);
    audit.happened(new IdentityEvent(kind, where, acting.user().toString(), acting.user(), name, detail));
  }

  private Optional<Acting> stored(UUID id) {
    List<Acting> found =
        asHost(
            statements ->
                statements.query(
                    "SELECT " + COLUMNS + " FROM pw_acting WHERE id = ? AND ended_at IS NULL", Actings::read, id));
    return found.stream().findFirst();
  }

  private static Acting read(ResultSet row) throws SQLException {
    return new Acting(
        row.getObject("id", UUID.class),
        row.getObject("user_id", UUID.class),
        row.getString("tenant"),
        row.getString("reason"),
        Sql.instant(row, "until"));
  }

  private <R> R asHost(Sql.Work<R> work) {
    return Tenancy.host().<R, RuntimeException>call(() -> sql.call(work));
  }
}
