package dev.partywall.spring.boot.identity;

import dev.partywall.core.TenantId;
import dev.partywall.identity.Account;
import dev.partywall.spring.boot.security.TenantPrincipal;
import java.io.Serial;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A user of the host or of a tenant who is logged in. Permissions are authorities by their names, and roles with {@code
 * ROLE_} before theirs. A session has it as it was at the log-in, and ends when that is no longer so.
 */
public final class IdentityUser implements UserDetails, TenantPrincipal {

  @Serial private static final long serialVersionUID = 1L;

  private final UUID id;
  private final String name;
  private final @Nullable TenantId tenantId;
  private final long epoch;
  private final String stamp;
  private final List<SimpleGrantedAuthority> authorities;
  private final @Nullable UUID acting;
  private final @Nullable IdentityUser itself;

  private IdentityUser(
      UUID id,
      String name,
      @Nullable TenantId tenantId,
      long epoch,
      String stamp,
      Set<String> authorities,
      @Nullable UUID acting,
      @Nullable IdentityUser itself) {
    this.id = id;
    this.name = name;
    this.tenantId = tenantId;
    this.epoch = epoch;
    this.stamp = stamp;
    this.authorities = List.copyOf(authorities.stream().map(SimpleGrantedAuthority::new).toList());
    this.acting = acting;
    this.itself = itself;
  }

  /**
   * A user with all that the account grants.
   *
   * @param tenantId the user's tenant; null for a user of the host
   * @param epoch the tenant's epoch; of no meaning for the host
   */
  static IdentityUser of(Account account, @Nullable TenantId tenantId, long epoch) {
    Set<String> authorities = new LinkedHashSet<>(account.permissions());
    account.roles().forEach(role -> authorities.add("ROLE_" + role));
    return new IdentityUser(account.id(), account.name(), tenantId, epoch, account.stamp(), authorities, null, null);
  }

  /** A user of whom it is not known what it may do, since its tenant is not served. */
  static IdentityUser unserved(UUID id, TenantId tenantId, long epoch) {
    return new IdentityUser(id, id.toString(), tenantId, epoch, "", Set.of(), null, null);
  }

  /** This user of the host, acting in a tenant with further authorities. */
  IdentityUser acting(UUID acting, Set<String> more) {
    IdentityUser own = asItself();
    Set<String> all = new LinkedHashSet<>();
    own.authorities.forEach(authority -> all.add(authority.getAuthority()));
    all.addAll(more);
    return new IdentityUser(id, name, tenantId, epoch, stamp, all, acting, own);
  }

  /** This user when it acts nowhere. */
  IdentityUser asItself() {
    return itself == null ? this : itself;
  }

  /** The user's id. */
  public UUID id() {
    return id;
  }

  /** What the user's account said at the log-in. */
  String stamp() {
    return stamp;
  }

  /** Where the user of the host acts; null for nowhere. */
  public @Nullable UUID acting() {
    return acting;
  }

  @Override
  public String userId() {
    return id.toString();
  }

  @Override
  public @Nullable TenantId tenantId() {
    return tenantId;
  }

  @Override
  public @Nullable String tenant() {
    return tenantId == null ? null : tenantId.toString();
  }

  @Override
  public @Nullable Long epoch() {
    return tenantId == null ? null : epoch;
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return authorities;
  }

  /** There is none to be had. */
  @Override
  public @Nullable String getPassword() {
    return null;
  }

  @Override
  public String getUsername() {
    return name;
  }

  /** Whether it is the same user: two log-ins are one principal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IdentityUser user && id.equals(user.id) && Objects.equals(tenantId, user.tenantId);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + id + (tenantId == null ? ", host)" : ", tenant " + tenantId + ")");
  }
}
