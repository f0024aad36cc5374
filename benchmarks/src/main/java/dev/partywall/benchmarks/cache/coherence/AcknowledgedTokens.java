package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import dev.partywall.core.TenantSession;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.core.consistency.TokenStoreUnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows whose tokens could not be stored, so that their requests are not answered as if the other processes knew. */
record AcknowledgedTokens(TokenStore store) implements TokenStore {

  private static final Set<SessionKey> FAILED = ConcurrentHashMap.newKeySet();

  @Override
  public StoredToken find(SessionKey key) {
    return store.find(key);
  }

  @Override
  public void merge(SessionKey key, SessionToken written, Duration keep) {
    try {
      store.merge(key, written, keep);
    } catch (TokenStoreUnavailableException e) {
      FAILED.add(key);
      throw e;
    }
  }

  /**
   * Looks whether the tokens of a session are stored.
   *
   * @throws TokenStoreUnavailableException if one of them is not
   */
  static void check(TenantSession session) {
    if (FAILED.remove(Objects.requireNonNull(SessionKey.of(session)))) {
      throw new TokenStoreUnavailableException("A token of " + session.userId() + " could not be stored");
    }
  }
}
