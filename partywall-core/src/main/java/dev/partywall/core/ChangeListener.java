package dev.partywall.core;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Is told what was changed through a door. */
@FunctionalInterface
public interface ChangeListener {

  /** Listens to nothing. */
  ChangeListener NONE = (_, _) -> CompletableFuture.completedStage(null);

  /**
   * Rows were changed, or may have been. Called once for each commit that wrote, on the thread that commits, before the
   * commit returns; what it throws is logged, and the commit stands.
   *
   * @return completes when nobody sees what was there before; until then the writer's session is served by the writer,
   *     and the end of its request waits, as far as the set has positions. Where it has none, the listener does all of
   *     it before it returns
   */
  CompletionStage<?> changed(List<Change> changes, Commit commit);
}
