package dev.partywall.sql.internal.verify;

import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Reach;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Token.Kind;
import dev.partywall.sql.internal.verify.Condition.Form;
import dev.partywall.sql.internal.verify.Outline.Block;
import dev.partywall.sql.internal.verify.Outline.Insert;
import dev.partywall.sql.internal.verify.Outline.Nested;
import dev.partywall.sql.internal.verify.Outline.Query;
import dev.partywall.sql.internal.verify.Outline.Reference;
import dev.partywall.sql.internal.verify.Outline.Term;
import dev.partywall.sql.internal.verify.Outline.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an INSERT stores as the discriminator: in each row the tenant, or what the door compares with the tenant. */
final class Stored {

  private final Lexed lexed;
  private final Relations relations;
  private final Conditions conditions;
  private final Binds binds;
  private final Reach reach;

  Stored(Lexed lexed, Relations relations, Conditions conditions, Binds binds, Reach reach) {
    this.lexed = lexed;
    this.relations = relations;
    this.conditions = conditions;
    this.binds = binds;
    this.reach = reach;
  }

  void require(Relation target, Insert insert, Ctes ctes) {
    if (target.ownership() == Ownership.COMMON) {
      return;
    }
    if (target.ownership() == Ownership.TENANT && reach == Reach.HOST) {
      throw new Unverified("the host writes a tenant table", target.name());
    }
    List<String> columns = insert.columns();
    if (columns == null || Collections.frequency(columns, relations.discriminator()) != 1) {
      throw new Unverified("its discriminator is not among the columns once", target.name());
    }
    Query source = insert.source();
    if (source == null) {
      throw new Unverified("no row says its discriminator", target.name());
    }
    query(target, source, columns.indexOf(relations.discriminator()), columns.size(), ctes);
  }

  private void query(Relation target, Query source, int column, int width, Ctes outer) {
    Ctes ctes = outer.declare(source.ctes(), source.recursive(), (body, visible) -> {});
    for (Term term : source.terms()) {
      switch (term) {
        case Nested nested -> query(target, nested.query(), column, width, ctes);
        case Values values -> values.rows().forEach(row -> value(target, item(target, row, column, width), List.of()));
        case Block block -> value(target, item(target, block.list(), column, width), tenants(block, ctes));
        case Reference table ->
            throw new Unverified("TABLE " + table.name() + " does not say whose rows", target.name());
      }
    }
  }

  /** Only with as many items as columns is it known which item goes where: a star could be any number. */
  private Range item(Relation target, List<Range> items, int column, int width) {
    for (Range item : items) {
      Token last = lexed.tokens().get(item.to() - 1);
      if (item.isEmpty() || last.isOperator("*")) {
        throw new Unverified("a star hides what is stored as its discriminator", target.name());
      }
    }
    if (items.size() != width) {
      throw new Unverified(items.size() + " values for " + width + " columns", target.name());
    }
    return items.get(column);
  }

  /** The names of the block's relations whose discriminator is the tenant in each row that the block gives. */
  private List<String> tenants(Block block, Ctes ctes) {
    List<String> tenants = new ArrayList<>();
    Places places = new Places(conditions);
    List<Condition> where = conditions.in(block.where());
    // Only conditions in WHERE count: in ON, they leave rows that are filled up with NULL.
    block
        .from()
        .forEach(
            item ->
                places.visit(
                    item,
                    where,
                    (leaf, binding) -> {
                      if (leaf instanceof Reference table && isTenant(table, binding, where, ctes)) {
                        tenants.add(table.visibleName());
                      }
                    }));
    return tenants;
  }

  private boolean isTenant(Reference table, List<Condition> binding, List<Condition> where, Ctes ctes) {
    boolean cte = table.schema() == null && ctes.has(table.name());
    return !cte && binding.stream().anyMatch(c -> where.contains(c) && isTenant(c, table.visibleName()));
  }

  private boolean isTenant(Condition condition, String name) {
    return condition.schema() == null
        && condition.form() == Form.EQUAL
        && condition.qualifier().equals(name)
        && binds.use(condition.ordinal());
  }

  private void value(Relation target, Range item, List<String> tenants) {
    List<Token> tokens = withoutCastAndLabel(lexed.tokens().subList(item.from(), item.to()));
    if (!isTenant(tokens, tenants)) {
      throw new Unverified("a value for its discriminator is not the tenant", target.name());
    }
  }

  private boolean isTenant(List<Token> tokens, List<String> tenants) {
    Token first = tokens.getFirst();
    if (tokens.size() == 1 && first.kind() == Kind.PARAMETER) {
      return binds.isCheckedParameter(first.parameter()) || (reach == Reach.TENANT && binds.use(first.parameter()));
    }
    if (tokens.size() == 1 && (first.kind() == Kind.STRING || first.kind() == Kind.NUMBER)) {
      return binds.isCheckedLiteral(first);
    }
    if (tokens.size() == 1 && first.is("null")) {
      return reach == Reach.HOST;
    }
    return tokens.size() == 3
        && tokens.get(1).isMark(".")
        && tokens.get(2).text().equals(relations.discriminator())
        && tenants.contains(first.text());
  }

  /** Cuts a last {@code AS label} and before it {@code ::type}, which change nothing in the tenant's id. */
  private static List<Token> withoutCastAndLabel(List<Token> tokens) {
    List<Token> value = tokens;
    if (value.size() > 2 && value.get(value.size() - 2).is("as")) {
      value = value.subList(0, value.size() - 2);
    }
    if (value.size() > 2 && value.get(value.size() - 2).isMark("::")) {
      value = value.subList(0, value.size() - 2);
    }
    return value;
  }
}
