package dev.partywall.fleet.kills;

import dev.partywall.fleet.Operation;
import dev.partywall.fleet.lifecycle.LifecycleListener.Moment;
import java.util.ArrayList;
import java.util.List;

/** A place between two things that a process does. */
record Boundary(Operation.Kind kind, String step, Moment moment) {

  private static final List<String> CREATE =
      List.of("database", "migrate", "seed", "activate", "undo-seed", "undo-migrate", "undo-database", "undo-register");
  private static final List<String> PURGE = List.of("data", "jobs");

  /** All of them. */
  static List<Boundary> all() {
    List<Boundary> all = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      CREATE.forEach(step -> all.add(new Boundary(Operation.Kind.CREATE, step, moment)));
      PURGE.forEach(step -> all.add(new Boundary(Operation.Kind.PURGE, step, moment)));
    }
    // It is one transaction, which records itself.
    all.remove(new Boundary(Operation.Kind.CREATE, "undo-register", Moment.MADE));
    return all;
  }

  static Boundary parse(String text) {
    String[] parts = text.split(" ", -1);
    return new Boundary(Operation.Kind.valueOf(parts[0]), parts[1], Moment.valueOf(parts[2]));
  }

  @Override
  public String toString() {
    return kind + " " + step + " " + moment;
  }
}
