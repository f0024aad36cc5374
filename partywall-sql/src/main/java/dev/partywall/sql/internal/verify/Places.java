package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.verify.Outline.Derived;
import dev.partywall.sql.internal.verify.Outline.From;
import dev.partywall.sql.internal.verify.Outline.Join;
import dev.partywall.sql.internal.verify.Outline.NamedJoin;
import dev.partywall.sql.internal.verify.Outline.Reference;
import dev.partywall.sql.internal.verify.Outline.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which conditions bind which part of a FROM, by what joins do with rows that fail them. */
final class Places {

  /** Takes a part of FROM with the conditions that each of its rows meets, and the names they can mean. */
  interface Visitor {
    void visit(From leaf, List<Condition> binding, List<String> names);
  }

  private final Conditions conditions;

  Places(Conditions conditions) {
    this.conditions = conditions;
  }

  void visit(From from, List<Condition> binding, List<String> names, Visitor visitor) {
    switch (from) {
      case Join join -> visit(join, binding, names, visitor);
      // The names inside are not visible outside, where they would mean something else.
      case NamedJoin named -> visit(named.join(), List.of(), visibleNames(List.of(named.join())), visitor);
      case Reference leaf -> visitor.visit(leaf, binding, names);
      case Derived leaf -> visitor.visit(leaf, binding, names);
      case Rows leaf -> visitor.visit(leaf, binding, names);
    }
  }

  /**
   * A condition outside of a join would drop the rows that an outer join fills up with NULL: only ON can bind there.
   */
  private void visit(Join join, List<Condition> binding, List<String> names, Visitor visitor) {
    List<Condition> on = conditions.in(join.on());
    switch (join.kind()) {
      case INNER -> {
        visit(join.left(), both(binding, on), names, visitor);
        visit(join.right(), both(binding, on), names, visitor);
      }
      case LEFT -> {
        visit(join.left(), binding, names, visitor);
        visit(join.right(), on, names, visitor);
      }
      case RIGHT -> {
        visit(join.left(), on, names, visitor);
        visit(join.right(), binding, names, visitor);
      }
      case FULL -> {
        visit(join.left(), List.of(), names, visitor);
        visit(join.right(), List.of(), names, visitor);
      }
    }
  }

  private static List<Condition> both(List<Condition> a, List<Condition> b) {
    List<Condition> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  /** The names that a FROM makes visible beside each other. */
  static List<String> visibleNames(List<From> from) {
    List<String> names = new ArrayList<>();
    from.forEach(item -> collect(item, names));
    return names;
  }

  private static void collect(From from, List<String> names) {
    @Nullable String name =
        switch (from) {
          case Reference leaf -> leaf.visibleName();
          case Derived leaf -> leaf.alias();
          case Rows leaf -> leaf.alias();
          case NamedJoin named -> named.alias();
          case Join join -> {
            collect(join.left(), names);
            collect(join.right(), names);
            yield null;
          }
        };
    if (name != null) {
      names.add(name);
    }
  }
}
