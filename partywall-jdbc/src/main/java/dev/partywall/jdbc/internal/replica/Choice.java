package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.Position;
import dev.partywall.jdbc.RouteReason;
import org.jspecify.annotations.Nullable;

/**
 * The node that is to serve a statement.
 *
 * @param node its name
 * @param reason why it is this one
 * @param survived where the writer was on its new timeline, if the session's last write was on an earlier one: what is
 *     left of that write is before; otherwise null
 */
public record Choice(String node, RouteReason reason, @Nullable Position survived) {

  /** A choice without more to say. */
  public static Choice of(String node, RouteReason reason) {
    return new Choice(node, reason, null);
  }
}
