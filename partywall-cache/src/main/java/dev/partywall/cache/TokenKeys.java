package dev.partywall.cache;

import dev.partywall.core.SessionKey;

/**
 * The names of keys. The token of a session and the key that remembers how old the memory is are in one slot of a Redis
 * Cluster, so that one script can read both; there are as many of the latter as groups of sessions.
 *
 * @param prefix with what all names begin
 * @param groups how many groups
 */
record TokenKeys(String prefix, int groups) {

  /** The keys of a script: how old the memory is, and the token. */
  String[] of(SessionKey session) {
    String group = group(session);
    return new String[] {group + "alive", group + "token:" + session.value()};
  }

  /** With what the names begin of all keys in the session's group. */
  String group(SessionKey session) {
    return prefix + ":{" + Math.floorMod(session.value().hashCode(), groups) + "}:";
  }
}
