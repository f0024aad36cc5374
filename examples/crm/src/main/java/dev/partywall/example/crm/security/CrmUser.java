package dev.partywall.example.crm.security;

import dev.partywall.spring.boot.security.TenantPrincipal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/** Somebody who is logged in, and for whom they work. */
public final class CrmUser extends User implements TenantPrincipal {
  private static final long serialVersionUID = 1L;

  private final @Nullable String tenant;

  CrmUser(String name, String password, @Nullable String tenant) {
    super(name, password, AuthorityUtils.createAuthorityList(List.of("USER")));
    this.tenant = tenant;
  }

  /** The name of the user's tenant; null for people of the host. */
  @Override
  public @Nullable String tenant() {
    return tenant;
  }
}
