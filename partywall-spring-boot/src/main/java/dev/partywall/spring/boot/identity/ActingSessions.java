package dev.partywall.spring.boot.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

/** Keeps in the user's session, or in another token, where the user acts. */
final class ActingSessions {

  /** Makes another token for a user who came with one. */
  interface Tokens {

    /** There are no tokens. */
    Tokens NONE =
        new Tokens() {
          @Override
          public boolean brought(Authentication authentication) {
            return false;
          }

          @Override
          public String issue(IdentityUser user, Instant until) {
            throw new IllegalStateException("There are no tokens");
          }
        };

    /** Whether the user came with a token. */
    boolean brought(Authentication authentication);

    /** A token of this user that is good until then, at most. */
    String issue(IdentityUser user, Instant until);
  }

  private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
  private final Tokens tokens;

  ActingSessions(Tokens tokens) {
    this.tokens = tokens;
  }

  boolean canKeep(HttpServletRequest request) {
    return isInSession(request) || isByToken();
  }

  /** The user with a token, if it is not the session that keeps it. */
  Optional<String> keep(IdentityUser user, Instant until, HttpServletRequest request, HttpServletResponse response) {
    if (isByToken()) {
      return Optional.of(tokens.issue(user, until));
    }
    store(user, request, response);
    return Optional.empty();
  }

  /** The user acts no more. */
  void forget(IdentityUser user, HttpServletRequest request, HttpServletResponse response) {
    if (!isByToken() && isInSession(request)) {
      store(user.asItself(), request, response);
    }
  }

  private boolean isByToken() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && tokens.brought(authentication);
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
}
