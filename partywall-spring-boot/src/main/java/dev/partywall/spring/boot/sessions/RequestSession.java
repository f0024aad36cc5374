package dev.partywall.spring.boot.sessions;

import dev.partywall.core.Intent;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.StoredToken;
import dev.partywall.spring.boot.sessions.PositionText.Position;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a request brought along of its caller's session, and what the answer tells it. A caller can change within a
 * request: by logging in.
 */
public final class RequestSession {

  private final CallerSessions sessions;
  private final HttpServletRequest request;
  private final SessionCookies.Received received;
  private final boolean headerGiven;
  private final Position required;

  /** What was bound, each with writes of its own. */
  private final List<Scope> bound = new CopyOnWriteArrayList<>();

  // Guarded by this object's lock.
  private @Nullable SessionWrites callers;
  private @Nullable SessionWrites users;
  private String freshId = "";
  private Position told;

  RequestSession(CallerSessions sessions, HttpServletRequest request) {
    this.sessions = sessions;
    this.request = request;
    this.received = sessions.cookies().read(request);
    String header = request.getHeader(PositionText.HEADER);
    this.headerGiven = header != null;
    this.required = received.position().merge(sessions.positions().read(header));
    this.told = required;
  }

  /** A scope with what its session must see, and with the intent of the request. */
  public synchronized Scope bind(Scope scope, Intent intent) {
    boolean loggedIn = scope.session().userId() != null;
    Scope complete = scope.with(loggedIn ? users() : callers()).with(required.unknown() ? Intent.WRITE : intent);
    bound.removeIf(other -> other.writes().equals(complete.writes()));
    bound.add(complete);
    return complete;
  }

  /** Writes of a caller without a name. */
  private SessionWrites callers() {
    SessionWrites known = callers;
    if (known == null) {
      known = received.id() == null ? fresh() : new SessionWrites(SessionKey.anonymous(received.id()));
      known.require(required.token());
      callers = known;
    }
    return known;
  }

  private SessionWrites fresh() {
    if (!sessions.anonymous()) {
      return new SessionWrites();
    }
    freshId = sessions.cookies().newId();
    SessionWrites fresh = new SessionWrites(SessionKey.anonymous(freshId));
    Object _ =
        fresh.refresh(() -> StoredToken.whole(SessionToken.NONE)); // nobody can have stored anything under a new id
    return fresh;
  }

  /** Writes of a user; what was written before the login comes first. */
  private SessionWrites users() {
    SessionWrites known = users;
    if (known == null) {
      known = new SessionWrites();
      known.require(required.token());
      SessionWrites before = callers;
      if (before != null && before.hasWritten()) {
        boolean _ = isSettled(before);
        known.require(before.token());
      }
      users = known;
    }
    return known;
  }

  /**
   * Tells the caller what it must bring along next time, if it wrote. Waits until that is known and stored, but not for
   * long. Can be called again if more was written.
   */
  public void settle(HttpServletResponse response) {
    if (bound.isEmpty() || response.isCommitted()) {
      return;
    }
    boolean settled = true;
    for (Scope scope : bound) {
      if (scope.writes().hasWritten()) {
        sessions.ended(scope);
        settled &= isSettled(scope.writes());
      }
    }
    tell(response, settled);
  }

  private boolean isSettled(SessionWrites writes) {
    CompletableFuture<SessionToken> all = writes.settled();
    try {
      SessionToken _ = all.get(sessions.settleTimeout().toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void tell(HttpServletResponse response, boolean settled) {
    Position known = required.merge(new Position(SessionToken.NONE, !settled));
    boolean withCookie = false;
    boolean withId = false;
    for (Scope scope : bound) {
      SessionWrites writes = scope.writes();
      boolean loggedIn = scope.session().userId() != null;
      SessionToken lost = writes.hasWritten() ? sessions.unstored(key(scope)) : SessionToken.NONE;
      known = known.merge(new Position(writes.token().merge(lost), false));
      withCookie |=
          loggedIn ? sessions.byToken() || !lost.isEmpty() || (writes.hasWritten() && !settled) : sessions.anonymous();
      withId |= !loggedIn && writes.key() != null;
    }
    if (!known.equals(told)) {
      told = known;
      write(response, known, withCookie);
      if (withId) {
        sessions.cookies().writeId(request, response, received.id() == null ? freshId : received.id());
      }
    }
  }

  private void write(HttpServletResponse response, Position position, boolean withCookie) {
    if (sessions.byToken() || headerGiven) {
      response.setHeader(PositionText.HEADER, sessions.positions().write(position));
    }
    if (withCookie) {
      sessions.cookies().writePosition(request, response, position, received.names());
    }
  }

  private static @Nullable SessionKey key(Scope scope) {
    SessionKey user = SessionKey.of(scope.session());
    return user != null ? user : scope.writes().key();
  }

  /** The headers that were set are gone; what they said is told again. */
  synchronized void forget() {
    told = required;
  }
}
