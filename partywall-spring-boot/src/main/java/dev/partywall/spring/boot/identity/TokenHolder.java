package dev.partywall.spring.boot.identity;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** A user who came with a token of ours, and is called by its name. */
final class TokenHolder extends JwtAuthenticationToken {

  @Serial private static final long serialVersionUID = 1L;

  private final String name;

  TokenHolder(Jwt token, IdentityUser user) {
    super(token, user, user.getAuthorities());
    this.name = user.getUsername();
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
