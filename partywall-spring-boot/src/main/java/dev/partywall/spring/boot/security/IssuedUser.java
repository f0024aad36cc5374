package dev.partywall.spring.boot.security;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/** A user whom a tenant's own issuer vouches for. Tokens are short-lived and come with each request: no epoch. */
final class IssuedUser implements AuthenticatedPrincipal, TenantPrincipal, Serializable {

  @Serial private static final long serialVersionUID = 1L;

  private final String subject;
  private final TenantId tenantId;

  IssuedUser(String subject, Tenant tenant) {
    this.subject = subject;
    this.tenantId = tenant.id();
  }

  @Override
  public String getName() {
    return subject;
  }

  @Override
  public String userId() {
    return subject;
  }

  @Override
  public @Nullable String tenant() {
    return tenantId.toString();
  }

  @Override
  public TenantId tenantId() {
    return tenantId;
  }
}
