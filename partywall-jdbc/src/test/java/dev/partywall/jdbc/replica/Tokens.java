package dev.partywall.jdbc.replica;

import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import dev.partywall.core.consistency.TokenStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A token store that the application's nodes share. Tests change what it does. */
class Tokens implements TokenStore {

  private final Map<SessionKey, SessionToken> tokens = new ConcurrentHashMap<>();

  @Override
  public StoredToken find(SessionKey key) {
    return StoredToken.whole(tokens.getOrDefault(key, SessionToken.NONE));
  }

  @Override
  public void merge(SessionKey key, SessionToken written, Duration keep) {
    tokens.merge(key, written, SessionToken::merge);
  }
}
