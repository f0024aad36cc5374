package dev.partywall.core.consistency;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Position;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.SessionWrites.Look;
import dev.partywall.core.SessionWrites.Seen;
import dev.partywall.core.StoredToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that wrote something of late. A session is that of the logged-in user within a tenant, or of the caller
 * that the scope's {@link SessionWrites} name, or else just the scope. Safe for use by many threads.
 */
public final class Sessions {

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final @Nullable TokenStore store;
  private final AtomicReference<Duration> keep;
  private final boolean monotonic;
  private final Map<SessionKey, SessionWrites> known = new ConcurrentHashMap<>();
  private volatile long nextTidy = System.nanoTime();

  /**
   * @param store where other nodes find the tokens; null if there are none
   * @param keep how long a token is needed at least: see {@link #keepFor}
   * @param monotonic whether a session must not go back in time between two reads
   */
  public Sessions(@Nullable TokenStore store, Duration keep, boolean monotonic) {
    this.store = store;
    this.keep = new AtomicReference<>(keep);
    this.monotonic = monotonic;
  }

  /** How long a token is kept after the last write. */
  public Duration keep() {
    return keep.get();
  }

  /**
   * Tokens are needed for this long from now on, if that is longer than before.
   *
   * @param atLeast longer than any node that serves may lag
   */
  public void keepFor(Duration atLeast) {
    keep.accumulateAndGet(atLeast, (before, more) -> more.compareTo(before) > 0 ? more : before);
  }

  /** Whether a session must not go back in time between two reads. */
  public boolean monotonic() {
    return monotonic;
  }

  /** What the scope's session asks of the node that serves a read of a set. */
  public Requirement requirement(Scope scope, DatasourceName set) {
    SessionWrites own = scope.writes();
    SessionKey key = scope.sessionKey();
    if (key == null) {
      return requirement(own, null, null, set);
    }
    TokenStore elsewhere = store;
    Look look = elsewhere == null ? null : own.refresh(() -> find(elsewhere, key));
    return requirement(own, known.get(key), look, set);
  }

  private Requirement requirement(
      SessionWrites own, @Nullable SessionWrites sessions, @Nullable Look look, DatasourceName set) {
    boolean outstanding = own.isOutstanding(set) || (sessions != null && sessions.isOutstanding(set));
    SessionToken token = own.token();
    if (sessions != null) {
      token = token.merge(sessions.token());
    }
    Position position = token.position(set);
    Pin pin = token.pin(set);
    if (pin != null && !pin.until().isAfter(Instant.now())) {
      pin = null;
    }
    List<Seen> seen = monotonic ? (sessions == null ? own : sessions).seen(set) : List.of();
    boolean unknown = look != null && !look.answered();
    Long lostBefore = look == null ? null : look.lostBefore();
    return !outstanding && !unknown && position == null && lostBefore == null && pin == null && seen.isEmpty()
        ? Requirement.NONE
        : new Requirement(outstanding, unknown, position, lostBefore, pin, seen);
  }

  private @Nullable StoredToken find(TokenStore store, SessionKey key) {
    try {
      return store.find(key);
    } catch (TokenStoreUnavailableException e) {
      LOG.debug("What session {} wrote is not known; the writers serve it", key, e);
      return null;
    }
  }

  /**
   * The scope's session wrote to a set.
   *
   * @param outcome the token of it, as soon as it is known; it does not fail
   */
  public void wrote(Scope scope, DatasourceName set, CompletionStage<SessionToken> outcome) {
    SessionWrites own = scope.writes();
    SessionKey key = scope.sessionKey();
    if (key == null) {
      own.wrote(set, outcome);
      return;
    }
    tidy();
    use(key, writes -> writes.wrote(set, outcome));
    own.wrote(set, store == null ? outcome : outcome.thenCompose(token -> stored(key, token)));
  }

  /** The scope's session is to see a set from a position on. */
  public void require(Scope scope, DatasourceName set, Position position) {
    SessionToken token = SessionToken.of(set, position);
    scope.writes().require(token);
    SessionKey key = scope.sessionKey();
    SessionWrites sessions = key == null ? null : known.get(key);
    if (sessions != null) {
      sessions.require(token);
    }
  }

  /**
   * The scope's session read a set.
   *
   * @param considered what it had seen before as the choice of the node kept to it
   */
  public void saw(Scope scope, DatasourceName set, String node, List<Seen> considered) {
    if (monotonic) {
      SessionKey key = scope.sessionKey();
      tidy();
      if (key == null) {
        scope.writes().saw(set, node, considered);
      } else {
        use(key, writes -> writes.saw(set, node, considered));
      }
    }
  }

  /** Not while it is being forgotten, or what is noted now would be, too. */
  private void use(SessionKey key, Consumer<SessionWrites> use) {
    known.compute(
        key,
        (_, before) -> {
          SessionWrites writes = before == null ? new SessionWrites(key) : before;
          use.accept(writes);
          return writes;
        });
  }

  private CompletionStage<SessionToken> stored(SessionKey key, SessionToken token) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (store != null) {
            store.merge(key, token, keep.get());
          }
          return token;
        },
        task -> Thread.ofVirtual().name("partywall-token").start(task));
  }

  /** Forgets from time to time what is needed no more. */
  private void tidy() {
    long now = System.nanoTime();
    if (now - nextTidy > 0) {
      long span = keep.get().toNanos();
      nextTidy = now + span / 4;
      long before = now - span;
      known
          .keySet()
          .forEach(key -> known.computeIfPresent(key, (_, writes) -> writes.isIdleSince(before) ? null : writes));
    }
  }
}
