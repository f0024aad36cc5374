package dev.partywall.cache;

import dev.partywall.core.ReadStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The state of what an entry depends on, taken before the entry was read. As long as it holds, nothing of it was
 * changed since, as far as this process knows.
 */
final class Basis {

  /** That of everything in this process, which is no name in Redis. */
  static final Dependency PROCESS = new Dependency(true, "*");

  private final List<Dependency> names;
  private final Generation[] generations;
  private final Mark[] marks;

  private Basis(List<Dependency> names, Generation[] generations, Mark[] marks) {
    this.names = names;
    this.generations = generations;
    this.marks = marks;
  }

  /** What is so now. */
  static Basis of(Generation process, Space space, Space host, List<Dependency> names) {
    int count = names.size();
    List<Dependency> all = new ArrayList<>(count + 1);
    Generation[] generations = new Generation[count + 1];
    Mark[] marks = new Mark[count + 1];
    all.add(PROCESS);
    generations[0] = process;
    marks[0] = process.mark();
    for (int i = 0; i < count; i++) {
      Dependency name = names.get(i);
      Generation generation = (name.host() ? host : space).generation(name.name());
      all.add(name);
      generations[i + 1] = generation;
      marks[i + 1] = generation.mark();
    }
    return new Basis(List.copyOf(all), generations, marks);
  }

  /** Whether it is still so. */
  @SuppressWarnings("ReferenceEquality") // that is what marks are for
  boolean holds() {
    for (int i = 0; i < marks.length; i++) {
      if (generations[i].mark() != marks[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether this process hears of changes elsewhere. */
  @SuppressWarnings("ReferenceEquality") // a mark like any other, known by its identity
  boolean isUsable() {
    return marks[0] != Generation.UNUSABLE;
  }

  /** Whether it was so that not all copies of a change were gone yet. */
  boolean isPending() {
    for (Mark mark : marks) {
      if (mark.pending > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether what was read shows all changes that were known. */
  boolean isReachedBy(ReadStamp stamp) {
    for (Mark mark : marks) {
      if (!Order.reaches(stamp, mark.bound)) {
        return false;
      }
    }
    return true;
  }

  boolean has(Set<Dependency> needed) {
    return names.containsAll(needed);
  }

  /** The names, as Redis knows them. */
  List<Dependency> names() {
    return names.subList(1, names.size());
  }

  /** That part of it which an entry needs; what it needs is part of it. */
  Basis only(Set<Dependency> needed) {
    if (needed.size() == names.size() - 1) {
      return this;
    }
    int count = needed.size() + 1;
    List<Dependency> some = new ArrayList<>(count);
    Generation[] someGenerations = new Generation[count];
    Mark[] someMarks = new Mark[count];
    for (int i = 0; i < names.size(); i++) {
      if (i == 0 || needed.contains(names.get(i))) {
        someGenerations[some.size()] = generations[i];
        someMarks[some.size()] = marks[i];
        some.add(names.get(i));
      }
    }
    return new Basis(List.copyOf(some), someGenerations, someMarks);
  }
}
