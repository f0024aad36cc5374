package dev.partywall.spring.boot.identity;

import java.time.Instant;
import org.springframework.security.core.Authentication;

/** For users who came with a token of ours. */
final class ActingTokens implements ActingSessions.Tokens {

  private final IdentityTokens tokens;

  ActingTokens(IdentityTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean brought(Authentication authentication) {
    return authentication instanceof TokenHolder;
  }

  @Override
  public String issue(IdentityUser user, Instant until) {
    return tokens.issue(user, until);
  }
}
