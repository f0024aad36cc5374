package dev.partywall.spring.boot.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

/** Keeps in the user's session, or in another token, where the user acts. */
final class ActingSessions {

  /** Makes another token for a user who came with one. */
  @FunctionalInterface
  interface Tokens {
    /** None where there are no tokens, or the user came without one. */
    Tokens NONE = (_, _, _) -> Optional.empty();

    Optional<String> issue(Authentication authentication, IdentityUser user, Instant until);
  }

  private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
  private final Tokens tokens;

  ActingSessions(Tokens tokens) {
    this.tokens = tokens;
  }

  boolean canKeep(HttpServletRequest request) {
    Authentication authentication = authentication();
    return isInSession(request)
        || (authentication != null
            && LoggedIn.user().flatMap(user -> tokens.issue(authentication, user, Instant.now())).isPresent());
  }

  /** The user with a token, if it is not the session that keeps it. */
  Optional<String> keep(IdentityUser user, Instant until, HttpServletRequest request, HttpServletResponse response) {
    Authentication authentication = authentication();
    if (isInSession(request)) {
      store(user, request, response);
      return Optional.empty();
    }
    return authentication == null ? Optional.empty() : tokens.issue(authentication, user, until);
  }

  /** The user acts no more. */
  void forget(IdentityUser user, HttpServletRequest request, HttpServletResponse response) {
    if (isInSession(request)) {
      store(user.asItself(), request, response);
    }
  }

  private boolean isInSession(HttpServletRequest request) {
    return contexts.containsContext(request);
  }

  private void store(IdentityUser user, HttpServletRequest request, HttpServletResponse response) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
  }

  private static @Nullable Authentication authentication() {
    return SecurityContextHolder.getContext().getAuthentication();
  }
}
