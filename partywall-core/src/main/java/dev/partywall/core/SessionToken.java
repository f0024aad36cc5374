package dev.partywall.core;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a session must see: for each datasource set that it wrote to, up to where. Tokens only grow: two of them are
 * merged by the maximum, so it does not matter in which order they arrive, nor how often.
 *
 * @param positions where nodes must be at least, by set
 * @param pins which writer serves until when, by set, where there are no positions
 */
public record SessionToken(Map<DatasourceName, Position> positions, Map<DatasourceName, Pin> pins) {

  /** Nothing was written. */
  public static final SessionToken NONE = new SessionToken(Map.of(), Map.of());

  private static final int MAXIMUM_TEXT = 8_192;

  public SessionToken {
    positions = Map.copyOf(positions);
    pins = Map.copyOf(pins);
  }

  /** The token of one write. */
  public static SessionToken of(DatasourceName set, Position position) {
    return new SessionToken(Map.of(set, position), Map.of());
  }

  /** The token of one write to a set without positions. */
  public static SessionToken of(DatasourceName set, Pin pin) {
    return new SessionToken(Map.of(), Map.of(set, pin));
  }

  /** Where a set's nodes must be at least; null if anywhere will do. */
  public @Nullable Position position(DatasourceName set) {
    return positions.get(set);
  }

  /** Which writer serves a set; null if any node does. */
  public @Nullable Pin pin(DatasourceName set) {
    return pins.get(set);
  }

  public boolean isEmpty() {
    return positions.isEmpty() && pins.isEmpty();
  }

  /** What covers both. */
  public SessionToken merge(SessionToken other) {
    if (other.isEmpty() || equals(other)) {
      return this;
    }
    return isEmpty()
        ? other
        : new SessionToken(merged(positions, other.positions, Position::later), merged(pins, other.pins, Pin::longer));
  }

  private static <V> Map<DatasourceName, V> merged(
      Map<DatasourceName, V> a, Map<DatasourceName, V> b, BinaryOperator<V> later) {
    Map<DatasourceName, V> merged = new HashMap<>(a);
    b.forEach((set, value) -> merged.merge(set, value, later));
    return merged;
  }

  /**
   * Reads {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text is no token
   */
  public static SessionToken parse(String text) {
    if (text.length() > MAXIMUM_TEXT) {
      throw new IllegalArgumentException(
          "A token of " + text.length() + " characters is too long; one has at most " + MAXIMUM_TEXT);
    }
    SessionToken token = NONE;
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      token = token.merge(entry(part));
    }
    return token;
  }

  private static SessionToken entry(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("'" + text + "' is no part of a token; one looks like main=1:0/3000148");
    }
    DatasourceName set = DatasourceName.of(text.substring(0, equals));
    String value = text.substring(equals + 1);
    int until = value.lastIndexOf('~');
    return until < 0
        ? of(set, Position.parse(value))
        : of(set, new Pin(value.substring(0, until), Instant.ofEpochMilli(Long.parseLong(value.substring(until + 1)))));
  }

  /** Such as {@code main=1:0/3000148,orders=2:0/5000060}; for a pin {@code main=write-1~1732260000000}. */
  @Override
  public String toString() {
    return Stream.concat(
            new TreeMap<>(positions).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()),
            new TreeMap<>(pins)
                .entrySet().stream()
                    .map(
                        entry ->
                            entry.getKey()
                                + "="
                                + entry.getValue().writer()
                                + "~"
                                + entry.getValue().until().toEpochMilli()))
        .collect(Collectors.joining(","));
  }
}
