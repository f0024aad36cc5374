package dev.partywall.core;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What has been committed, or may have been: a server that cannot be asked any more may have done it.
 *
 * @param positions for each set that was written to and has positions, the token of it, as soon as that is known. It
 *     does not fail; a token without a position of the set means that nobody can say. A set that is missing here has
 *     one node, which shows the commit to whoever asks from now on
 */
public record Commit(Map<DatasourceName, CompletableFuture<SessionToken>> positions) {

  /** On sets that have one node each. */
  public static final Commit ON_ONE_NODE = new Commit(Map.of());

  public Commit {
    positions = Map.copyOf(positions);
  }
}
