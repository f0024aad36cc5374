package dev.partywall.sql.internal.verify;

import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.verify.Condition.Form;
import dev.partywall.sql.internal.verify.Outline.Assignment;
import dev.partywall.sql.internal.verify.Outline.Block;
import dev.partywall.sql.internal.verify.Outline.Derived;
import dev.partywall.sql.internal.verify.Outline.From;
import dev.partywall.sql.internal.verify.Outline.Insert;
import dev.partywall.sql.internal.verify.Outline.Nested;
import dev.partywall.sql.internal.verify.Outline.Query;
import dev.partywall.sql.internal.verify.Outline.Reference;
import dev.partywall.sql.internal.verify.Outline.Term;
import dev.partywall.sql.internal.verify.Outline.Values;
import dev.partywall.sql.internal.verify.TenantValue.Known;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a write stores as the discriminator: in each row the tenant, or what the door compares with the tenant. */
final class Stored {

  private final Lexed lexed;
  private final Relations relations;
  private final Conditions conditions;
  private final Binds binds;
  private final TenantValue tenant;

  Stored(Lexed lexed, Relations relations, Conditions conditions, Binds binds, TenantValue tenant) {
    this.lexed = lexed;
    this.relations = relations;
    this.conditions = conditions;
    this.binds = binds;
    this.tenant = tenant;
  }

  /** Requires of a SET that it leaves the discriminator what it is. */
  void requireKept(Relation target, List<Assignment> assignments, List<String> qualifiers) {
    if (target.ownership() == Ownership.COMMON) {
      return;
    }
    for (Assignment assignment : assignments) {
      boolean discriminator = assignment.column().equals(relations.discriminator());
      if (discriminator && !(assignment.plain() && tenant.is(assignment.value(), new Known(qualifiers, true)))) {
        throw new Unverified("SET changes its discriminator", target.name());
      }
    }
  }

  /**
   * Requires of an INSERT that each of its rows is the tenant's.
   *
   * @param around the names around it whose discriminator is the tenant
   */
  void requireRows(Relation target, Insert insert, List<String> around, Ctes ctes) {
    if (target.ownership() == Ownership.COMMON) {
      return;
    }
    relations.requireWritable(target);
    List<String> columns =
        insert.columns() == null ? target.columns().stream().map(Column::name).toList() : insert.columns();
    if (Collections.frequency(columns, relations.discriminator()) != 1) {
      throw new Unverified("its discriminator is not among the columns once", target.name());
    }
    int column = columns.indexOf(relations.discriminator());
    query(new Rows(target, column, columns.size(), insert.columns() != null, around), insert.source(), ctes);
  }

  /** The rows that an INSERT takes: how many columns there are, and which is the discriminator. */
  private record Rows(Relation target, int column, int width, boolean listed, List<String> around) {}

  private void query(Rows rows, Query source, Ctes outer) {
    Ctes ctes = outer.declare(source.ctes(), source.recursive(), (body, visible) -> {});
    for (Term term : source.terms()) {
      switch (term) {
        case Nested nested -> query(rows, nested.query(), ctes);
        case Values values ->
            values.rows().forEach(row -> require(rows, item(rows, row), new Known(rows.around(), false)));
        case Block block -> require(rows, item(rows, block.list()), known(block, ctes));
        case Reference table ->
            throw new Unverified("TABLE " + table.name() + " does not say whose rows", rows.target().name());
      }
    }
  }

  private void require(Rows rows, Range item, Known known) {
    if (!tenant.is(tenant.withoutLabel(item), known)) {
      throw new Unverified("a value for its discriminator is not the tenant", rows.target().name());
    }
  }

  /** The item that goes into the discriminator. */
  private Range item(Rows rows, List<Range> items) {
    if (isAllAndOneMore(rows, items)) {
      return items.getLast();
    }
    for (Range item : items) {
      if (item.isEmpty() || isStar(item)) {
        throw new Unverified("a star hides what is stored as its discriminator", rows.target().name());
      }
    }
    if (items.size() != rows.width()) {
      throw new Unverified(items.size() + " values for " + rows.width() + " columns", rows.target().name());
    }
    return items.get(rows.column());
  }

  /**
   * A star and one more, for a list that ends with the discriminator. However many columns the star is, the database
   * takes the statement only if they are as many as the list has before.
   */
  private boolean isAllAndOneMore(Rows rows, List<Range> items) {
    return rows.listed()
        && rows.column() == rows.width() - 1
        && items.size() == 2
        && isStar(items.getFirst())
        && !items.getLast().isEmpty()
        && !isStar(items.getLast());
  }

  private boolean isStar(Range item) {
    Token last = lexed.tokens().get(item.to() - 1);
    return last.isOperator("*");
  }

  /** The name of a MERGE's source if its discriminator is the tenant in each row that it gives. */
  List<String> known(From source, Ctes ctes) {
    if (!(source instanceof Derived(Query query, String alias))
        || alias == null
        || query.terms().size() != 1
        || !(query.terms().getFirst() instanceof Block block)) {
      return List.of();
    }
    Known known = known(block, query.ctes().isEmpty() ? ctes : Ctes.NONE);
    boolean given = query.ctes().isEmpty() && (isStarOfOne(block, known) || givesTenant(block, known));
    return given ? List.of(alias) : List.of();
  }

  private boolean isStarOfOne(Block block, Known known) {
    return known.qualifiers().size() == 1
        && block.from().size() == 1
        && block.from().getFirst() instanceof Reference
        && block.list().size() == 1
        && !block.list().getFirst().isEmpty()
        && isStar(block.list().getFirst());
  }

  /** Whether one item has the discriminator's name, and is the tenant. */
  private boolean givesTenant(Block block, Known known) {
    List<Range> named = new ArrayList<>();
    for (Range item : block.list()) {
      if (item.isEmpty() || isStar(item)) {
        return false;
      }
      Token last = lexed.tokens().get(item.to() - 1);
      if (last.isName() && last.text().equals(relations.discriminator())) {
        named.add(item);
      }
    }
    return named.size() == 1 && tenant.is(unlabelled(named.getFirst()), known);
  }

  /** Cuts a label, with or without AS. */
  private Range unlabelled(Range item) {
    int size = item.to() - item.from();
    Token before = lexed.tokens().get(Math.max(item.from(), item.to() - 2));
    if (size == 1 || before.isMark(".")) {
      return item;
    }
    return new Range(item.from(), before.is("as") ? item.to() - 2 : item.to() - 1);
  }

  /** Where the discriminator is the tenant in each row that the block gives. */
  private Known known(Block block, Ctes ctes) {
    if (block.sets()) {
      return Known.NOWHERE;
    }
    List<Condition> where = conditions.in(block.where());
    List<String> names = Places.visibleNames(block.from());
    List<String> tenants = new ArrayList<>();
    List<From> others = new ArrayList<>();
    Places.Visitor visitor =
        (leaf, binding, visible) -> {
          if (leaf instanceof Reference table && isTenant(table, binding, where, names, ctes)) {
            tenants.add(table.visibleName());
          } else if (!(leaf instanceof Reference table && isCommon(table, ctes))) {
            others.add(leaf);
          }
        };
    block.from().forEach(item -> new Places(conditions).visit(item, where, names, visitor));
    return new Known(tenants, tenants.size() == 1 && others.isEmpty());
  }

  /** Only a condition in WHERE counts: one in ON leaves rows that are filled up with NULL. */
  private boolean isTenant(
      Reference table, List<Condition> binding, List<Condition> where, List<String> names, Ctes ctes) {
    return !ctes.hides(table)
        && binding.stream()
            .anyMatch(
                c -> where.contains(c) && c.isOn(table, names) && c.form() == Form.EQUAL && binds.use(c.ordinal()));
  }

  private boolean isCommon(Reference table, Ctes ctes) {
    return !ctes.hides(table)
        && relations.find(table).filter(relation -> relation.ownership() == Ownership.COMMON).isPresent();
  }
}
