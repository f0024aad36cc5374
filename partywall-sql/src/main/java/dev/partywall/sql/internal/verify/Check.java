package dev.partywall.sql.internal.verify;

import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.internal.verify.Outline.Block;
import dev.partywall.sql.internal.verify.Outline.Change;
import dev.partywall.sql.internal.verify.Outline.Conflict;
import dev.partywall.sql.internal.verify.Outline.Derived;
import dev.partywall.sql.internal.verify.Outline.Expressions;
import dev.partywall.sql.internal.verify.Outline.From;
import dev.partywall.sql.internal.verify.Outline.Insert;
import dev.partywall.sql.internal.verify.Outline.Merge;
import dev.partywall.sql.internal.verify.Outline.Nested;
import dev.partywall.sql.internal.verify.Outline.Other;
import dev.partywall.sql.internal.verify.Outline.Query;
import dev.partywall.sql.internal.verify.Outline.Reference;
import dev.partywall.sql.internal.verify.Outline.Rows;
import dev.partywall.sql.internal.verify.Outline.Term;
import dev.partywall.sql.internal.verify.Outline.Values;
import dev.partywall.sql.internal.verify.Outline.When;
import java.util.ArrayList;
import java.util.List;

/** Walks the outline of a guarded text and requires of each reference to a tenant's table that a condition binds it. */
final class Check {

  private final Relations relations;
  private final Conditions conditions;
  private final Places places;
  private final Stored stored;
  private final Usage usage;

  Check(Relations relations, Conditions conditions, Stored stored, Usage usage) {
    this.relations = relations;
    this.conditions = conditions;
    this.places = new Places(conditions);
    this.stored = stored;
    this.usage = usage;
  }

  void statement(Outline statement, Ctes ctes) {
    switch (statement) {
      case Query query -> query(query, ctes);
      case Insert insert -> insert(insert, ctes);
      case Change change -> change(change, ctes);
      case Merge merge -> merge(merge, ctes);
      case Other other -> usage.other(other.keyword());
    }
  }

  private void query(Query query, Ctes outer) {
    Ctes ctes = outer.declare(query.ctes(), query.recursive(), this::statement);
    if (query.locks()) {
      usage.locks();
    }
    query.terms().forEach(term -> term(term, ctes));
    expressions(query.inTail(), ctes);
  }

  private void term(Term term, Ctes ctes) {
    switch (term) {
      case Block block -> {
        from(block.from(), conditions.in(block.where()), List.of(), ctes);
        expressions(block.expressions(), ctes);
      }
      case Nested nested -> query(nested.query(), ctes);
      case Values values -> expressions(values.expressions(), ctes);
      case Reference table -> reference(table, List.of(), List.of(table.visibleName()), ctes);
    }
  }

  private void expressions(Expressions expressions, Ctes ctes) {
    expressions.calls().forEach(usage::call);
    expressions.subqueries().forEach(query -> query(query, ctes));
  }

  private void from(List<From> from, List<Condition> where, List<String> targetName, Ctes ctes) {
    List<String> names = Places.visibleNames(from);
    names.addAll(targetName);
    for (From item : from) {
      places.visit(item, where, names, (leaf, binding, visible) -> leaf(leaf, binding, visible, ctes));
      joins(item, ctes);
    }
  }

  private void joins(From from, Ctes ctes) {
    if (from instanceof Outline.Join join) {
      expressions(join.expressions(), ctes);
      joins(join.left(), ctes);
      joins(join.right(), ctes);
    } else if (from instanceof Outline.NamedJoin named) {
      joins(named.join(), ctes);
    }
  }

  private void leaf(From leaf, List<Condition> binding, List<String> names, Ctes ctes) {
    switch (leaf) {
      case Reference reference -> reference(reference, binding, names, ctes);
      case Derived derived -> query(derived.query(), ctes);
      case Rows rows -> expressions(rows.expressions(), ctes);
      case Outline.Join join -> throw new Unverified("a join stands where a table was expected: " + join.kind());
      case Outline.NamedJoin named ->
          throw new Unverified("a join stands where a table was expected: " + named.alias());
    }
  }

  private void reference(Reference reference, List<Condition> binding, List<String> names, Ctes ctes) {
    if (ctes.hides(reference)) {
      return;
    }
    relations.find(reference).ifPresent(relation -> requireBound(relation, reference, binding, names));
  }

  private void requireBound(Relation relation, Reference reference, List<Condition> binding, List<String> names) {
    usage.table(relation.name());
    if (!relations.needsCondition(relation)) {
      return;
    }
    if (reference.renamesColumns()) {
      throw new Unverified("its columns are renamed beside the condition", relation.name());
    }
    requireCondition(relation, reference, binding, names);
  }

  private void requireCondition(Relation relation, Reference reference, List<Condition> binding, List<String> names) {
    // All are visited, so that a condition that stands there twice is used twice.
    long bound =
        binding.stream().filter(c -> c.isOn(reference, names)).filter(c -> relations.binds(relation, c)).count();
    if (bound == 0) {
      throw new Unverified("no condition on its discriminator binds " + reference.visibleName(), relation.name());
    }
  }

  private void change(Change change, Ctes outer) {
    Ctes ctes = outer.declare(change.ctes(), change.recursive(), this::statement);
    List<Condition> where = conditions.in(change.where());
    Relation target = relations.target(change.target());
    usage.writes(target);
    stored.requireKept(target, change.assignments(), List.of(change.target().visibleName()));
    List<String> names = Places.visibleNames(change.from());
    names.add(change.target().visibleName());
    requireBound(target, change.target(), where, names);
    from(change.from(), where, List.of(change.target().visibleName()), ctes);
    expressions(change.rest(), ctes);
  }

  private void merge(Merge merge, Ctes outer) {
    Ctes ctes = outer.declare(merge.ctes(), merge.recursive(), this::statement);
    Relation target = relations.target(merge.target());
    usage.writes(target);
    usage.table(target.name());
    String name = merge.target().visibleName();
    from(List.of(merge.source()), List.of(), List.of(name), ctes);
    List<String> names = Places.visibleNames(List.of(merge.source()));
    names.add(name);
    if (relations.needsCondition(target)) {
      requireCondition(target, merge.target(), conditions.in(merge.on()), names);
    }
    List<String> tenants = new ArrayList<>(stored.known(merge.source(), ctes));
    tenants.add(name);
    for (When clause : merge.clauses()) {
      clause(clause, merge.target(), target, names, tenants, ctes);
    }
    expressions(merge.rest(), ctes);
  }

  private void clause(
      When clause, Reference reference, Relation target, List<String> names, List<String> tenants, Ctes ctes) {
    if (clause.bySource() && relations.needsCondition(target)) {
      requireCondition(target, reference, conditions.in(clause.condition()), names);
    }
    stored.requireKept(target, clause.assignments(), tenants);
    if (clause.insert() != null) {
      query(clause.insert().source(), ctes);
      stored.requireRows(target, clause.insert(), tenants, ctes);
    }
  }

  private void insert(Insert insert, Ctes outer) {
    Ctes ctes = outer.declare(insert.ctes(), insert.recursive(), this::statement);
    Relation target = relations.target(insert.target());
    usage.writes(target);
    usage.table(target.name());
    query(insert.source(), ctes);
    stored.requireRows(target, insert, List.of(), ctes);
    if (insert.conflict() != null) {
      conflict(insert.conflict(), target, insert.target(), ctes);
    }
    expressions(insert.rest(), ctes);
  }

  private void conflict(Conflict conflict, Relation target, Reference reference, Ctes ctes) {
    List<String> names = List.of(reference.visibleName(), "excluded");
    stored.requireKept(target, conflict.assignments(), names);
    if (relations.needsCondition(target)) {
      requireCondition(target, reference, conditions.in(conflict.where()), names);
    }
    expressions(conflict.rest(), ctes);
  }
}
