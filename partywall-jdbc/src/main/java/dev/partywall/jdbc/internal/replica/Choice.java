package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.Position;
import dev.partywall.core.SessionWrites.Seen;
import dev.partywall.jdbc.RouteReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The node that is to serve a statement.
 *
 * @param node its name
 * @param reason why it is this one
 * @param survived where the writer was on its new timeline, if the session's last write was on an earlier one: what is
 *     left of that write is before; otherwise null
 * @param considered what the session saw that the choice keeps to
 * @param asked for a reader that was chosen by how far it is: since when that is known, as {@link System#nanoTime};
 *     otherwise null
 */
public record Choice(
    String node, RouteReason reason, @Nullable Position survived, List<Seen> considered, @Nullable Long asked) {

  /** A choice without more to say. */
  public static Choice of(String node, RouteReason reason) {
    return new Choice(node, reason, null, List.of(), null);
  }

  /**
   * Whether the node is as far as the choice took it to be, seen from a connection to it: what is said of a server that
   * was started again since then, with less than it had, is not true any more.
   *
   * @param openedAt when the connection had been opened, as {@link System#nanoTime}
   */
  public boolean holdsOn(long openedAt) {
    return asked == null || openedAt - asked <= 0;
  }
}
