package dev.partywall.cache;

import dev.partywall.core.SessionToken;
import java.util.concurrent.CompletionStage;

/** Tells other processes what is to be dropped. */
@FunctionalInterface
interface Outgoing {

  /**
   * Drops it from what is shared, and tells the others.
   *
   * @param position where it was changed, as far as that is known
   * @return completes, and does not fail, when it is done or left for later
   */
  CompletionStage<?> send(Doomed doomed, SessionToken position);
}
