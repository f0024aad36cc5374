package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Effect;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Names;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Body;
import dev.partywall.sql.internal.syntax.Command;
import dev.partywall.sql.internal.syntax.Command.ColumnTarget;
import dev.partywall.sql.internal.syntax.Command.Conflict;
import dev.partywall.sql.internal.syntax.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** INSERT: each new row is the tenant's. */
final class Inserts {

  private final Rewrite rewrite;

  Inserts(Rewrite rewrite) {
    this.rewrite = rewrite;
  }

  void visit(Command.Insert insert, @Nullable Scope scope) {
    Relation target = rewrite.relations.write(insert.target());
    rewrite.atLeast(Effect.WRITE);
    visit(insert, target, Discriminators.Proven.NONE, scope);
    if (insert.conflict() != null) {
      conflict(insert, insert.conflict(), target, scope);
    }
    if (insert.returning() != null) {
      rewrite.commands.visit(insert.returning(), scope);
    }
  }

  /**
   * Guards the new rows.
   *
   * @param proven whose discriminators, beside those in the rows' own query, are the tenant
   */
  void visit(Command.Insert insert, Relation target, Discriminators.Proven proven, @Nullable Scope scope) {
    if (target.ownership() != Ownership.COMMON) {
      rows(insert, target, proven, scope);
    } else if (insert.rows() != null) {
      rewrite.commands.visit(insert.rows(), scope);
    }
  }

  private void rows(Command.Insert insert, Relation target, Discriminators.Proven proven, @Nullable Scope scope) {
    if (insert.overridden() != null) {
      throw rewrite.refused(
          Reason.SHAPE_NOT_SUPPORTED, insert.overridden(), target.name(), "Leave out OVERRIDING USER VALUE.");
    }
    Command.Query query = insert.rows();
    if (query == null) {
      defaultValues(insert);
      return;
    }
    Command.Query bare = unbracketed(query);
    if (bare.body() instanceof Body.Values values && bare.tail().isEmpty()) {
      Scope inner = rewrite.commands.with(query.with(), scope);
      int index = discriminatorIndex(insert, target, values.rows().getFirst().values().size());
      for (Body.Row row : values.rows()) {
        rewrite.commands.visit(row.values(), inner);
        row(insert, row, index, target, proven);
      }
    } else if (bare.body() instanceof Body.Select select && isPlain(insert, select)) {
      Scope inner = rewrite.commands.with(query.with(), scope);
      select(insert, select, target, inner);
      rewrite.commands.tail(bare, inner);
    } else {
      wrap(insert, query, target, scope);
    }
  }

  /** A query without brackets around it and nothing else. */
  private static Command.Query unbracketed(Command.Query query) {
    Command.Query bare = query;
    while (bare.body() instanceof Body.Bracketed(Command.Query within)
        && bare.tail().isEmpty()
        && bare.with() == null
        && within.with() == null) {
      bare = within;
    }
    return bare;
  }

  private void defaultValues(Command.Insert insert) {
    String column = "(" + rewrite.conditions.discriminator() + ") values (" + rewrite.conditions.value() + ")";
    int values = insert.beforeSource() + 2;
    rewrite.splices.replace(insert.beforeSource() + 1, values + 1, column, rewrite.conditions.markers());
  }

  /**
   * Where the discriminator is among the columns of the statement; -1 if it is none of them, and then it becomes the
   * last one.
   *
   * @param values how many values a row has
   */
  private int discriminatorIndex(Command.Insert insert, Relation target, int values) {
    if (insert.columns() == null) {
      return completedColumns(insert, target, values);
    }
    List<ColumnTarget> columns = insert.columns().columns();
    if (columns.size() != values) {
      throw refused(
          insert, target, Reason.SYNTAX, "There are " + columns.size() + " columns but " + values + " values.");
    }
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().text().equals(rewrite.catalog.discriminator())) {
        if (!columns.get(i).plain()) {
          throw refused(
              insert, target, Reason.DISCRIMINATOR_UNPROVEN, "Name the discriminator itself in the column list.");
        }
        return i;
      }
    }
    String column = ", " + rewrite.conditions.discriminator();
    rewrite.splices.after(insert.columns().close() - 1, depth(insert), column, 0);
    return -1;
  }

  /**
   * Without a column list the values are for the table's first columns, as PostgreSQL has it, and the discriminator is
   * added if it is none of them. The list is written out, so that it stays as the catalog says.
   */
  private int completedColumns(Command.Insert insert, Relation target, int values) {
    List<String> names = target.columns().stream().map(Column::name).toList();
    if (values > names.size()) {
      throw refused(
          insert,
          target,
          Reason.SYNTAX,
          "The table has " + names.size() + " columns but a row has " + values + " values; write the column list.");
    }
    List<String> first = new ArrayList<>(names.subList(0, values));
    int index = first.indexOf(rewrite.catalog.discriminator());
    if (index < 0) {
      first.add(rewrite.catalog.discriminator());
    }
    writeColumns(insert, first);
    return index;
  }

  private void writeColumns(Command.Insert insert, List<String> names) {
    String list = names.stream().map(Names::written).collect(Collectors.joining(", ", " (", ")"));
    rewrite.splices.after(insert.beforeSource(), depth(insert), list, 0);
  }

  private void row(Command.Insert insert, Body.Row row, int index, Relation target, Discriminators.Proven proven) {
    if (index < 0) {
      String value = ", " + rewrite.conditions.value();
      rewrite.splices.after(row.close() - 1, depth(insert), value, rewrite.conditions.markers());
      return;
    }
    if (index >= row.values().size()) {
      throw refused(insert, target, Reason.SYNTAX, "The rows have different numbers of values.");
    }
    Region value = row.values().get(index);
    if (value.size() == 1 && rewrite.token(value.from()).is("default")) {
      rewrite.splices.replace(value.from(), value.to(), rewrite.conditions.value(), rewrite.conditions.markers());
    } else {
      check(value, target, proven);
    }
  }

  private void check(Region value, Relation target, Discriminators.Proven proven) {
    if (value.size() == 0 || !rewrite.discriminators.accept(value, target, proven)) {
      Token at = rewrite.token(value.from());
      throw rewrite.refused(
          Reason.DISCRIMINATOR_UNPROVEN,
          at,
          target.name(),
          "Leave the discriminator out, or give it the current tenant's id as a parameter or literal.");
    }
  }

  private void select(Command.Insert insert, Body.Select select, Relation target, @Nullable Scope scope) {
    Discriminators.Proven proven = rewrite.commands.select(select, scope);
    int values = hasStar(select) ? columnCount(insert) : select.items().size();
    int index = discriminatorIndex(insert, target, values);
    if (index >= 0) {
      check(Item.of(select.items().get(index), rewrite.lexed).value(), target, proven);
    } else {
      String value = ", " + rewrite.conditions.value();
      rewrite.splices.after(select.items().getLast().last(), depth(insert), value, rewrite.conditions.markers());
    }
  }

  /** Other queries become a source of rows to which the tenant is added. */
  private void wrap(Command.Insert insert, Command.Query query, Relation target, @Nullable Scope scope) {
    if (insert.columns() == null || namesDiscriminator(insert)) {
      throw refused(
          insert,
          target,
          Reason.DISCRIMINATOR_UNPROVEN,
          "Write the column list without the discriminator, or a plain SELECT with each column named.");
    }
    rewrite.commands.visit(query, scope);
    int depth = depth(insert);
    rewrite.splices.after(insert.columns().close() - 1, depth, ", " + rewrite.conditions.discriminator(), 0);
    rewrite.splices.before(
        query.from(), "select q.*, " + rewrite.conditions.value() + " from (", rewrite.conditions.markers());
    rewrite.splices.after(query.to() - 1, depth - 1, ") q", 0);
  }

  private static int columnCount(Command.Insert insert) {
    return insert.columns() == null ? 0 : insert.columns().columns().size();
  }

  private boolean namesDiscriminator(Command.Insert insert) {
    return insert.columns() != null
        && insert.columns().columns().stream()
            .anyMatch(column -> column.name().text().equals(rewrite.catalog.discriminator()));
  }

  /**
   * Whether it is known which item goes to which column, or all that are known only to the database go to other
   * columns.
   */
  private boolean isPlain(Command.Insert insert, Body.Select select) {
    return !hasStar(select) || (insert.columns() != null && !namesDiscriminator(insert));
  }

  private boolean hasStar(Body.Select select) {
    return select.items().stream().anyMatch(item -> Item.of(item, rewrite.lexed).star());
  }

  private void conflict(Command.Insert insert, Conflict conflict, Relation target, @Nullable Scope scope) {
    if (conflict.target() != null && target.ownership() != Ownership.COMMON) {
      rewrite.keys.conflict(conflict.target(), target, depth(insert));
    }
    Command.Condition condition = conflict.condition();
    if (condition == null) {
      return;
    }
    if (target.ownership() != Ownership.COMMON) {
      Token qualifier = insert.target().qualifier();
      Discriminators.Proven proven = new Discriminators.Proven(List.of(qualifier.text(), "excluded"), false);
      rewrite.updates.assign(conflict.assignments(), target, proven, scope);
      Conditions.Clauses clauses = rewrite.conditions.new Clauses();
      clauses.where(rewrite.written(qualifier, qualifier));
      clauses.write(condition, depth(insert));
    } else {
      conflict.assignments().forEach(assignment -> rewrite.commands.visit(assignment.values(), scope));
    }
    if (condition.region() != null) {
      rewrite.commands.visit(condition.region(), scope);
    }
  }

  private int depth(Command.Insert insert) {
    return rewrite.token(insert.from()).depth();
  }

  private StatementRefusedException refused(Command.Insert insert, Relation target, Reason reason, String advice) {
    return rewrite.refused(reason, insert.target().name(), target.name(), advice);
  }
}
