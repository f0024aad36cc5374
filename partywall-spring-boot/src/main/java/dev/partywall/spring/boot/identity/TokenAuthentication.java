package dev.partywall.spring.boot.identity;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** Makes a chain know users by their tokens. */
@FunctionalInterface
interface TokenAuthentication {

  void addTo(HttpSecurity http);
}
