package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Position;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node at a moment.
 *
 * @param set whose node it is
 * @param name its name
 * @param role what it takes at present
 * @param health whether statements are sent to it
 * @param position up to where it is written, or has replayed; null if it is not known, or not asked for
 * @param lag how far behind the writer it is: since when the writer has had something that it has not; null if not
 *     known
 * @param lagBytes the same in bytes of the log; -1 if not known
 * @param weight its weight
 * @param problem why it is not up; null if it is
 */
public record NodeState(
    DatasourceName set,
    String name,
    Role role,
    Health health,
    @Nullable Position position,
    @Nullable Duration lag,
    long lagBytes,
    int weight,
    @Nullable String problem) {

  /** What a node takes. */
  public enum Role {
    /** Reads and writes. */
    WRITER,
    /** Reads. */
    READER,
    /** It was not asked yet. */
    UNKNOWN
  }

  /** Whether statements are sent to a node. */
  public enum Health {
    /** They are. */
    UP,
    /** They are not: it is too far behind. */
    LAGGING,
    /** They are not: it does not answer, or is not what it should be. */
    DOWN,
    /** They are no more: it was removed, and its last ones end. */
    DRAINING
  }
}
