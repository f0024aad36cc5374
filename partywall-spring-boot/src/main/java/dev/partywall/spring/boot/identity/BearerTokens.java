package dev.partywall.spring.boot.identity;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** Makes a chain know users by tokens of our own. */
final class BearerTokens implements TokenAuthentication {

  private final IdentityTokens tokens;

  BearerTokens(IdentityTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void addTo(HttpSecurity http) {
    http.oauth2ResourceServer(server -> server.authenticationManagerResolver(tokens));
  }
}
