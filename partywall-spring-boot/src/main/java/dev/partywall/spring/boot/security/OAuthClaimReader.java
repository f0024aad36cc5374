package dev.partywall.spring.boot.security;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/** Reads JWTs, introspected tokens, OpenID Connect users and OAuth 2 users. */
final class OAuthClaimReader implements ClaimReader {

  @Override
  public Map<String, Object> claims(Authentication authentication) {
    Map<String, Object> ofPrincipal = claimsOf(authentication.getPrincipal());
    return ofPrincipal.isEmpty() ? claimsOf(authentication.getCredentials()) : ofPrincipal;
  }

  private static Map<String, Object> claimsOf(@Nullable Object source) {
    return switch (source) {
      case ClaimAccessor token -> token.getClaims();
      case OAuth2AuthenticatedPrincipal user -> user.getAttributes();
      case null, default -> Map.of();
    };
  }
}
