package dev.partywall.spring.boot.identity;

import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** For users who came with a token of ours. */
final class ActingTokens implements ActingSessions.Tokens {

  private final IdentityTokens tokens;

  ActingTokens(IdentityTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Optional<String> issue(Authentication authentication, IdentityUser user, Instant until) {
    return authentication instanceof JwtAuthenticationToken ? Optional.of(tokens.issue(user, until)) : Optional.empty();
  }
}
