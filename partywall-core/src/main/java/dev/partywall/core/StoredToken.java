package dev.partywall.core;

import org.jspecify.annotations.Nullable;

/**
 * What is stored of what a session must see.
 *
 * @param token what was stored and is still there
 * @param lostBefore what was written before this moment, as {@link System#nanoTime} of this process, may be missing in
 *     the token; null if nothing is missing
 */
public record StoredToken(SessionToken token, @Nullable Long lostBefore) {

  /** A token in which nothing is missing. */
  public static StoredToken whole(SessionToken token) {
    return new StoredToken(token, null);
  }
}
