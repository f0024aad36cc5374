package dev.partywall.core.consistency;

import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import java.time.Duration;

/**
 * Keeps the tokens of sessions where all nodes of an application find them. Used from many threads at once.
 *
 * <p>A store must never answer that there is no token where it may have lost one: see {@link #find}. If it knows before
 * which time that was written, readers serve the session once they have what the writer had at that time.
 */
public interface TokenStore {

  /**
   * The token of a session.
   *
   * @return the token; a whole {@link SessionToken#NONE} only if the session certainly wrote nothing of late
   * @throws TokenStoreUnavailableException if that is not known, so that the session is served by the writers
   */
  StoredToken find(SessionKey key);

  /**
   * Adds to the token of a session: what is stored afterwards covers both. When this returns, {@link #find} sees it on
   * all nodes.
   *
   * @param keep how long it is needed from now on, also what was there before
   * @throws TokenStoreUnavailableException if it may not be stored
   */
  void merge(SessionKey key, SessionToken written, Duration keep);
}
