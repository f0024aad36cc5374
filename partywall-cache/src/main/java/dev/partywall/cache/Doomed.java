package dev.partywall.cache;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is to be dropped of one tenancy.
 *
 * @param space whose
 * @param generations the names of what many entries depend on
 * @param cache of which cache the keys are; empty if there are none
 * @param keys the texts of the keys of single entries
 */
record Doomed(Space space, Set<String> generations, String cache, Set<String> keys) {

  static Doomed generations(Space space, Set<String> generations) {
    return new Doomed(space, Set.copyOf(generations), "", Set.of());
  }

  static Doomed keys(Space space, String cache, Set<String> keys) {
    return new Doomed(space, Set.of(), cache, Set.copyOf(keys));
  }

  /** A text that a queue can keep. */
  String text() {
    return space.text + " " + joined(generations) + " " + cache + " " + joined(keys);
  }

  private static String joined(Set<String> names) {
    return names.stream().map(name -> "=" + Spaces.escape(name)).collect(Collectors.joining(","));
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Doomed parse(String text, Function<String, Space> spaces) {
    List<String> parts = List.of(text.split(" ", -1));
    if (parts.size() != 4) {
      throw new IllegalArgumentException("'" + text + "' does not say what to delete from a cache");
    }
    return new Doomed(spaces.apply(parts.getFirst()), names(parts.get(1)), parts.get(2), names(parts.get(3)));
  }

  private static Set<String> names(String joined) {
    return joined.isEmpty()
        ? Set.of()
        : Arrays.stream(joined.split(",", -1))
            .map(name -> Spaces.unescape(name.substring(1)))
            .collect(Collectors.toUnmodifiableSet());
  }
}
