package dev.partywall.benchmarks.replicas;

import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.core.consistency.TokenStoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that the application's nodes share, since they are in one process here. */
final class SharedMemory implements TokenStore {

  private static final Duration UNKNOWN = Duration.ofSeconds(6);

  private final Map<SessionKey, SessionToken> tokens = new ConcurrentHashMap<>();
  private volatile long unknownUntil = System.nanoTime();

  @Override
  public SessionToken find(SessionKey key) {
    if (unknownUntil - System.nanoTime() > 0) {
      throw new TokenStoreUnavailableException("The tokens were lost a moment ago");
    }
    return tokens.getOrDefault(key, SessionToken.NONE);
  }

  @Override
  public void merge(SessionKey key, SessionToken written, Duration keep) {
    tokens.merge(key, written, SessionToken::merge);
  }

  void lose() {
    unknownUntil = System.nanoTime() + UNKNOWN.toNanos();
    tokens.clear();
  }
}
