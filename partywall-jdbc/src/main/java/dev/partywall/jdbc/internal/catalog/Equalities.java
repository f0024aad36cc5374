package dev.partywall.jdbc.internal.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which things are equal, from pairs that are: equality is passed on. */
final class Equalities<T> {

  private final Map<T, Set<T>> classes = new HashMap<>();

  /** Adds that two things are equal; they may be the same one. */
  void add(T one, T other) {
    Set<T> merged = new HashSet<>(classOf(one));
    merged.addAll(classOf(other));
    merged.forEach(member -> classes.put(member, merged));
  }

  void addAll(Equalities<T> others) {
    others.classes.forEach((member, members) -> members.forEach(equal -> add(member, equal)));
  }

  /** Whether a thing is one of these, or equal to one of them. */
  boolean isAny(T thing, Set<T> things) {
    return classOf(thing).stream().anyMatch(things::contains);
  }

  /** These things and all that are equal to one of them. */
  Set<T> equalToAny(Set<T> things) {
    Set<T> all = new HashSet<>();
    things.forEach(thing -> all.addAll(classOf(thing)));
    return all;
  }

  /** All things that something is known of. */
  Set<T> all() {
    return classes.keySet();
  }

  private Set<T> classOf(T thing) {
    return classes.getOrDefault(thing, Set.of(thing));
  }
}
