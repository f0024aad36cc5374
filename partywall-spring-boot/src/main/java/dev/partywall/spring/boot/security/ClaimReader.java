package dev.partywall.spring.boot.security;

import java.util.Map;
import org.springframework.security.core.Authentication;

/** Reads what a token or a login at an identity provider says of the user. */
@FunctionalInterface
interface ClaimReader {

  /** No kind of authentication has claims. */
  ClaimReader NONE = authentication -> Map.of();

  /** The claims or attributes of this authentication; empty if it has none. */
  Map<String, Object> claims(Authentication authentication);
}
