package dev.partywall.spring.boot;

import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.core.consistency.TokenStoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows which tokens a store did not take, for as long as they are needed: who wrote them is told them instead. They go
 * to the store with the session's next write. Safe for use by many threads.
 */
public final class UnstoredTokens {

  private final Map<SessionKey, Unstored> tokens = new ConcurrentHashMap<>();
  private final AtomicLong nextTidy = new AtomicLong(System.nanoTime());

  /**
   * A token that is not stored.
   *
   * @param until until when it is needed, as {@link System#nanoTime}
   */
  private record Unstored(SessionToken token, long until) {

    boolean isNeeded(long now) {
      return until - now > 0;
    }

    static Unstored merged(Unstored a, Unstored b) {
      return new Unstored(a.token.merge(b.token), a.until - b.until > 0 ? a.until : b.until);
    }
  }

  /** What of a session is not stored. */
  public SessionToken of(SessionKey key) {
    Unstored unstored = tokens.get(key);
    return unstored == null || !unstored.isNeeded(System.nanoTime()) ? SessionToken.NONE : unstored.token();
  }

  /** A store whose failures are remembered here. */
  TokenStore watching(TokenStore store) {
    return new TokenStore() {
      @Override
      public StoredToken find(SessionKey key) {
        return store.find(key);
      }

      @Override
      public void merge(SessionKey key, SessionToken written, Duration keep) {
        SessionToken all = written.merge(of(key));
        try {
          store.merge(key, all, keep);
        } catch (TokenStoreUnavailableException e) {
          remember(key, all, keep);
          throw e;
        }
        tokens.computeIfPresent(key, (_, left) -> all.merge(left.token()).equals(all) ? null : left);
      }
    };
  }

  private void remember(SessionKey key, SessionToken token, Duration keep) {
    long now = System.nanoTime();
    tokens.merge(key, new Unstored(token, now + keep.toNanos()), Unstored::merged);
    long tidy = nextTidy.get();
    if (now - tidy > 0 && nextTidy.compareAndSet(tidy, now + keep.toNanos())) {
      tokens.values().removeIf(unstored -> !unstored.isNeeded(now));
    }
  }
}
