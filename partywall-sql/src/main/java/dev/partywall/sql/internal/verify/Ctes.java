package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.verify.Outline.Cte;
import dev.partywall.sql.internal.verify.Outline.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The common table expressions that a name without schema can mean at some place. */
record Ctes(List<String> names) {

  static final Ctes NONE = new Ctes(List.of());

  /** Whether a reference means one of these and not a relation. */
  boolean hides(Reference reference) {
    return reference.schema() == null && names.contains(reference.name());
  }

  /**
   * Visits the bodies, each with those it sees: all of them if the list is recursive, else the earlier ones.
   *
   * @return what the statement after the list sees
   */
  Ctes declare(List<Cte> ctes, boolean recursive, BiConsumer<Outline, Ctes> body) {
    Ctes all = this;
    for (Cte cte : ctes) {
      all = all.with(cte.name());
    }
    Ctes earlier = this;
    for (Cte cte : ctes) {
      body.accept(cte.body(), recursive ? all : earlier);
      earlier = earlier.with(cte.name());
    }
    return all;
  }

  private Ctes with(String name) {
    List<String> more = new ArrayList<>(names);
    more.add(name);
    return new Ctes(List.copyOf(more));
  }
}
