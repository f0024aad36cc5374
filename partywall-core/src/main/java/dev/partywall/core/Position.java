package dev.partywall.core;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in a database's write history: with PostgreSQL, a place in its write-ahead log.
 *
 * @param timeline which history; a promotion begins a new, higher one
 * @param lsn the byte in it (log sequence number), as an unsigned number
 */
public record Position(int timeline, long lsn) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,10}):([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

  public Position {
    if (timeline < 1) {
      throw new IllegalArgumentException("Timeline " + timeline + " is none; PostgreSQL counts them from 1");
    }
  }

  /**
   * Reads {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text is no position
   */
  public static Position parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no position; one looks like 1:0/3000148");
    }
    long lsn = Long.parseLong(matcher.group(2), 16) << 32 | Long.parseLong(matcher.group(3), 16);
    return new Position(Integer.parseInt(matcher.group(1)), lsn);
  }

  /**
   * Whether a database at this position has certainly all that one at the other had. Only positions of one timeline can
   * be compared: what an earlier timeline had past the promotion is not in the later one, whatever the numbers say.
   */
  public boolean covers(Position other) {
    return timeline == other.timeline && Long.compareUnsigned(lsn, other.lsn) >= 0;
  }

  /** The later of two positions: a higher timeline is later than any place in a lower one. */
  public static Position later(Position a, Position b) {
    int order = a.timeline != b.timeline ? a.timeline - b.timeline : Long.compareUnsigned(a.lsn, b.lsn);
    return order >= 0 ? a : b;
  }

  /** As PostgreSQL writes the two, such as {@code 1:0/3000148}. */
  @Override
  public String toString() {
    return timeline
        + ":"
        + Long.toHexString(lsn >>> 32).toUpperCase(Locale.ROOT)
        + "/"
        + Long.toHexString(lsn & 0xFFFFFFFFL).toUpperCase(Locale.ROOT);
  }
}
