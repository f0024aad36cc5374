package dev.partywall.spring.boot.sessions;

import dev.partywall.core.Scope;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.spring.boot.SessionProperties;
import dev.partywall.spring.boot.SessionProperties.Carrier;
import dev.partywall.spring.boot.UnstoredTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries from one request of a caller to the next what it wrote. */
public final class CallerSessions {

  private static final String ATTRIBUTE = CallerSessions.class.getName();

  private final SessionProperties settings;
  private final PositionText positions;
  private final SessionCookies cookies;
  private final UnstoredTokens unstored;
  private final Consumer<Scope> ended;

  /**
   * @param keep how long it must be known what a session wrote
   * @param ended is told when a request that wrote ends
   */
  public CallerSessions(
      SessionProperties settings, Duration keep, UnstoredTokens unstored, Consumer<Scope> ended, InstantSource clock) {
    Signer signer = new Signer(settings.secret(), clock);
    this.settings = settings;
    this.positions = new PositionText(signer, keep);
    this.cookies = new SessionCookies(signer, positions, keep);
    this.unstored = unstored;
    this.ended = ended;
  }

  /** The session of a request: the same in all dispatches. */
  public RequestSession of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestSession known) {
      return known;
    }
    RequestSession session = new RequestSession(this, request);
    request.setAttribute(ATTRIBUTE, session);
    return session;
  }

  SessionCookies cookies() {
    return cookies;
  }

  PositionText positions() {
    return positions;
  }

  boolean byToken() {
    return settings.carrier() == Carrier.TOKEN;
  }

  boolean anonymous() {
    return settings.anonymous();
  }

  /** How long the end of a request waits until what was written is known and stored. */
  Duration settleTimeout() {
    return settings.settleTimeout();
  }

  SessionToken unstored(@Nullable SessionKey key) {
    return key == null ? SessionToken.NONE : unstored.of(key);
  }

  void ended(Scope scope) {
    ended.accept(scope);
  }
}
