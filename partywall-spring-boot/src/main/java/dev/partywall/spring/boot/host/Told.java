package dev.partywall.spring.boot.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of an operation somebody was told. Its text is the id of an event, by which a client that comes back goes
 * on.
 *
 * @param steps how many steps
 * @param undoing whether that they are being taken back
 * @param ended whether its end
 */
record Told(int steps, boolean undoing, boolean ended) {

  private static final Pattern ID = Pattern.compile("([0-9]{1,6})(u?)(e?)");

  static final Told NOTHING = new Told(0, false, false);

  /** What the last event of a client was; nothing if it is not one of ours. */
  static Told of(@Nullable String lastEventId) {
    Matcher id = ID.matcher(lastEventId == null ? "" : lastEventId);
    return id.matches()
        ? new Told(Integer.parseInt(id.group(1)), !id.group(2).isEmpty(), !id.group(3).isEmpty())
        : NOTHING;
  }

  Told step() {
    return new Told(steps + 1, undoing, ended);
  }

  Told withUndoing() {
    return new Told(steps, true, ended);
  }

  Told withEnd() {
    return new Told(steps, undoing, true);
  }

  /** The id of the event by which this much is told. */
  String id() {
    return steps + (undoing ? "u" : "") + (ended ? "e" : "");
  }
}
