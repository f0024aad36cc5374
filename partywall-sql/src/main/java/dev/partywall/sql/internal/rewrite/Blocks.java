package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Command;
import dev.partywall.sql.internal.syntax.Region;
import dev.partywall.sql.internal.syntax.Source;
import dev.partywall.sql.internal.syntax.TableSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places the conditions of a FROM clause. A condition on rows that always have a partner goes to WHERE; on rows of the
 * side of a LEFT or RIGHT JOIN that can be missing, to that join's ON; everywhere else the relation becomes a query of
 * its own.
 */
final class Blocks {

  private final Rewrite rewrite;

  Blocks(Rewrite rewrite) {
    this.rewrite = rewrite;
  }

  /** A relation with a condition, and where that goes. */
  record Leaf(TableSource source, Relation relation, Place place) {

    /** Whether its rows are there for certain, so that its discriminator's value is proven. */
    boolean certain() {
      return place instanceof Place.Where;
    }

    /** Whether it becomes a query of its own. */
    boolean wrapped() {
      return place instanceof Place.Wrap;
    }
  }

  /** Where conditions on the rows of a source go. */
  sealed interface Place {

    record Where() implements Place {}

    record On(Region clause) implements Place {}

    record Wrap() implements Place {}
  }

  /**
   * Visits the sources and places their conditions.
   *
   * @param depth the depth of the query
   * @return the relations with a discriminator
   */
  List<Leaf> place(List<Source> sources, Conditions.Clauses clauses, @Nullable Scope scope, int depth) {
    List<Leaf> leaves = new ArrayList<>();
    for (Source source : sources) {
      visit(source, new Place.Where(), scope, leaves);
    }
    if (rewrite.conditions.needed()) {
      leaves.forEach(leaf -> place(leaf, leaves, clauses, depth));
    }
    return leaves;
  }

  /**
   * Guards a source that stands outside of a FROM clause, with all conditions inside.
   *
   * @return whether a relation in it got a condition
   */
  boolean wrapped(Source source, @Nullable Scope scope, int depth) {
    List<Leaf> leaves = new ArrayList<>();
    visit(source, new Place.Wrap(), scope, leaves);
    Conditions.Clauses clauses = rewrite.conditions.new Clauses();
    leaves.forEach(leaf -> place(leaf, leaves, clauses, depth));
    clauses.write(new Command.Condition(null, 0), depth);
    return !leaves.isEmpty();
  }

  private void visit(Source source, Place place, @Nullable Scope scope, List<Leaf> leaves) {
    switch (source) {
      case TableSource table -> {
        Relation relation = rewrite.relations.read(table, scope);
        if (relation != null) {
          boolean renamed = table.alias() != null && table.alias().columns();
          leaves.add(new Leaf(table, relation, renamed ? new Place.Wrap() : place));
        }
      }
      case Source.OfQuery query -> rewrite.commands.visit(query.query(), scope);
      case Source.OfFunction function -> rewrite.commands.visit(function.call(), scope);
      case Source.Bracketed bracketed ->
          visit(bracketed.source(), bracketed.alias() == null ? place : new Place.Wrap(), scope, leaves);
      case Source.Join join -> visit(join, place, scope, leaves);
    }
  }

  private void visit(Source.Join join, Place place, @Nullable Scope scope, List<Leaf> leaves) {
    Region on = join.on();
    Place missing = on == null || join.kind() == Source.Join.Kind.FULL ? new Place.Wrap() : new Place.On(on);
    boolean leftCanMiss = join.kind() == Source.Join.Kind.RIGHT || join.kind() == Source.Join.Kind.FULL;
    boolean rightCanMiss = join.kind() == Source.Join.Kind.LEFT || join.kind() == Source.Join.Kind.FULL;
    visit(join.left(), leftCanMiss ? missing : place, scope, leaves);
    visit(join.right(), rightCanMiss ? missing : place, scope, leaves);
    if (on != null) {
      rewrite.commands.visit(on, scope);
    }
  }

  private void place(Leaf leaf, List<Leaf> leaves, Conditions.Clauses clauses, int depth) {
    String qualifier = qualifier(leaf, leaves);
    switch (leaf.place()) {
      case Place.Where _ -> clauses.where(qualifier);
      case Place.On on -> clauses.on(on.clause(), qualifier);
      case Place.Wrap _ -> wrap(leaf, depth);
    }
  }

  /** Two relations of one name from different schemas are told apart by the schema. */
  String qualifier(Leaf leaf, List<Leaf> leaves) {
    Token name = leaf.source().qualifier();
    boolean several =
        leaves.stream().filter(other -> other.source().qualifier().text().equals(name.text())).count() > 1;
    return several && leaf.source().alias() == null
        ? rewrite.written(leaf.source().parts().getFirst(), leaf.source().parts().getLast())
        : rewrite.written(name, name);
  }

  private void wrap(Leaf leaf, int depth) {
    TableSource source = leaf.source();
    boolean renamed = source.alias() != null && source.alias().columns();
    if (renamed && source.sampled()) {
      throw rewrite.refused(
          Reason.SHAPE_NOT_SUPPORTED,
          source.name(),
          leaf.relation().name(),
          "Leave out TABLESAMPLE or the new names of the columns.");
    }
    String qualifier = rewrite.written(source.qualifier(), source.qualifier());
    String condition = rewrite.conditions.on(qualifier);
    int last = renamed ? source.beforeColumns() : source.to() - 1;
    rewrite.splices.before(source.from(), "(select * from ", 0);
    rewrite.splices.after(last, depth + 1, " where " + condition + ") " + qualifier, rewrite.conditions.markers());
  }
}
