package dev.partywall.core.consistency;

import dev.partywall.core.Pin;
import dev.partywall.core.Position;
import dev.partywall.core.SessionWrites;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session asks of the node that serves a read.
 *
 * @param outstanding whether something was written whose place is not known yet, so that only the writer will do
 * @param unknown whether it is not known what was written, so that only the writer will do
 * @param position where the node must be at least; null if anywhere will do
 * @param lostBefore what the session wrote before this moment, as {@link System#nanoTime}, may be lost, so that the
 *     node must have what the writer had then; null if nothing is
 * @param pin the writer that must serve for a time; null if there is none
 * @param seen the last reads of the session; none if they do not matter
 */
public record Requirement(
    boolean outstanding,
    boolean unknown,
    @Nullable Position position,
    @Nullable Long lostBefore,
    @Nullable Pin pin,
    List<SessionWrites.Seen> seen) {

  /** Any node will do. */
  public static final Requirement NONE = new Requirement(false, false, null, null, null, List.of());
}
