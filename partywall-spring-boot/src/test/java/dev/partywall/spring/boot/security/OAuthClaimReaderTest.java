package dev.partywall.spring.boot.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.resolve.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;

class OAuthClaimReaderTest {

  private final SecurityCallerSource source = new SecurityCallerSource("tenant", null, null, new OAuthClaimReader());

  @AfterEach
  void logOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void readsATokenAsPrincipalOrAsCredentials() {
    Jwt jwt = Jwt.withTokenValue("x").header("alg", "none").claim("tenant", "acme").issuedAt(Instant.now()).build();
    assertThat(caller(authenticated(jwt, "x")).tenants()).containsExactly("acme");
    assertThat(caller(authenticated("eve", jwt)).tenants()).containsExactly("acme");
  }

  @Test
  void readsTheAttributesOfAnOAuth2User() {
    var user =
        new DefaultOAuth2AuthenticatedPrincipal(
            "eve", Map.of("tenant", 7L), AuthorityUtils.createAuthorityList("USER"));
    Caller caller = caller(authenticated(user, "x"));
    assertThat(caller.tenants()).containsExactly("7");
    assertThat(caller.userId()).isEqualTo("eve");
  }

  @Test
  void aPlainUserHasNoClaims() {
    assertThat(caller(authenticated("eve", "x")).tenants()).isEmpty();
  }

  @Test
  void whoIsAnonymousOrNotAuthenticatedIsNobody() {
    assertThat(source.caller(new MockHttpServletRequest())).isEmpty();
    logIn(new AnonymousAuthenticationToken("key", "anonymous", AuthorityUtils.createAuthorityList("ANONYMOUS")));
    assertThat(source.caller(new MockHttpServletRequest())).isEmpty();
    logIn(UsernamePasswordAuthenticationToken.unauthenticated("eve", "x"));
    assertThat(source.caller(new MockHttpServletRequest())).isEmpty();
  }

  @Test
  void theAuthoritiesAreKnown() {
    assertThat(caller(authenticated("eve", "x")).authorities()).isEqualTo(java.util.Set.of("USER"));
  }

  private Caller caller(Authentication authentication) {
    logIn(authentication);
    return source.caller(new MockHttpServletRequest()).orElseThrow();
  }

  private static Authentication authenticated(Object principal, Object credentials) {
    return new TestingAuthenticationToken(
        principal, credentials, List.copyOf(AuthorityUtils.createAuthorityList("USER")));
  }

  private static void logIn(Authentication authentication) {
    SecurityContextHolder.getContext().setAuthentication(authentication);
  }
}
