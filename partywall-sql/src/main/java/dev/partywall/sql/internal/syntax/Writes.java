package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Command.Assignment;
import dev.partywall.sql.internal.syntax.Command.ColumnList;
import dev.partywall.sql.internal.syntax.Command.ColumnTarget;
import dev.partywall.sql.internal.syntax.Command.Condition;
import dev.partywall.sql.internal.syntax.Command.Conflict;
import dev.partywall.sql.internal.syntax.Command.Query;
import dev.partywall.sql.internal.syntax.Command.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads commands: WITH clauses and what changes rows. */
final class Writes {

  private static final Set<String> DO = Set.of("do");

  private final Parser parser;
  private final Cursor cursor;
  private final Merges merges;

  Writes(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.merges = new Merges(parser, this);
  }

  Command command() {
    int from = cursor.at();
    @Nullable With with = with();
    if (cursor.is("insert")) {
      return insert(with);
    }
    if (cursor.is("update")) {
      return update(with);
    }
    if (cursor.is("delete")) {
      return delete(with);
    }
    if (cursor.is("merge")) {
      return merges.merge(with);
    }
    return parser.queries.query(with, from);
  }

  @Nullable With with() {
    if (!cursor.accept("with")) {
      return null;
    }
    boolean recursive = cursor.accept("recursive");
    List<With.Entry> entries = new ArrayList<>();
    do {
      entries.add(entry());
    } while (cursor.acceptMark(","));
    return new With(recursive, List.copyOf(entries));
  }

  private With.Entry entry() {
    String name = cursor.columnName().text();
    parser.withNames.add(name);
    if (cursor.isMark("(")) {
      parser.regions.bracketed();
    }
    cursor.expect("as");
    int hint = cursor.at();
    if (cursor.accept("not")) {
      cursor.expect("materialized");
    } else {
      cursor.accept("materialized");
    }
    parser.gloss.blank(hint, cursor.at());
    cursor.expectMark("(");
    Command body = command();
    cursor.expectMark(")");
    int order = cursor.at();
    if (cursor.accept("search")) {
      search();
    }
    if (cursor.accept("cycle")) {
      cycle();
    }
    parser.gloss.blank(order, cursor.at());
    return new With.Entry(name, body);
  }

  private void search() {
    cursor.next();
    cursor.expect("first");
    cursor.expect("by");
    names();
    cursor.expect("set");
    cursor.columnName();
  }

  private void cycle() {
    names();
    cursor.expect("set");
    cursor.columnName();
    if (cursor.accept("to")) {
      parser.regions.item(Set.of("default"));
      cursor.expect("default");
      parser.regions.item(Set.of("using"));
    }
    cursor.expect("using");
    cursor.columnName();
  }

  private void names() {
    do {
      cursor.columnName();
    } while (cursor.acceptMark(","));
  }

  private Command insert(@Nullable With with) {
    int from = cursor.expect("insert");
    cursor.expect("into");
    TableSource target = parser.sources.target(true);
    int beforeSource = cursor.at() - 1;
    @Nullable ColumnList columns = null;
    if (cursor.isMark("(") && !parser.queries.beginsAt(cursor.at())) {
      columns = columnList();
    }
    @Nullable Token overridden = overriding();
    @Nullable Query rows = null;
    if (columns == null && cursor.at() == beforeSource + 1 && cursor.accept("default")) {
      cursor.expect("values");
    } else {
      rows = parser.queries.query();
    }
    @Nullable Conflict conflict = cursor.accept("on") ? conflict() : null;
    @Nullable Region returning = returning();
    return new Command.Insert(
        with, target, columns, beforeSource, overridden, rows, conflict, returning, from, cursor.at());
  }

  /** OVERRIDING; gives the token USER if that value is overridden. */
  @Nullable Token overriding() {
    if (!cursor.accept("overriding")) {
      return null;
    }
    Token whose = cursor.next();
    cursor.expect("value");
    return whose.is("user") ? whose : null;
  }

  ColumnList columnList() {
    int open = cursor.expectMark("(");
    List<ColumnTarget> columns = targets();
    return new ColumnList(open, cursor.expectMark(")"), columns);
  }

  private List<ColumnTarget> targets() {
    List<ColumnTarget> columns = new ArrayList<>();
    do {
      columns.add(target());
    } while (cursor.acceptMark(","));
    return List.copyOf(columns);
  }

  private ColumnTarget target() {
    Token name = cursor.columnName();
    boolean plain = true;
    while (cursor.isMark(".") || cursor.isMark("[")) {
      plain = false;
      if (cursor.acceptMark(".")) {
        cursor.next();
      } else {
        cursor.next();
        if (!parser.regions.upTo(Set.of()).queries().isEmpty()) {
          throw cursor.refused("Did not expect a query in a subscript.");
        }
        cursor.expectMark("]");
      }
    }
    return new ColumnTarget(name, plain);
  }

  private Conflict conflict() {
    cursor.expect("conflict");
    @Nullable Region target = null;
    if (cursor.isMark("(")) {
      target = parser.regions.bracketed();
      if (cursor.accept("where")) {
        refuseQueries(parser.regions.upTo(DO));
      }
      refuseQueries(target);
    } else if (cursor.accept("on")) {
      cursor.expect("constraint");
      cursor.columnName();
    }
    cursor.expect("do");
    if (cursor.accept("nothing")) {
      return new Conflict(target, List.of(), null);
    }
    cursor.expect("update");
    cursor.expect("set");
    List<Assignment> assignments = assignments();
    return new Conflict(target, assignments, parser.queries.condition());
  }

  private void refuseQueries(Region region) {
    if (!region.queries().isEmpty()) {
      throw cursor.refused("An index is not chosen by a query.");
    }
  }

  private Command update(@Nullable With with) {
    cursor.expect("update");
    TableSource target = parser.sources.target(false);
    cursor.expect("set");
    List<Assignment> assignments = assignments();
    List<Source> sources = cursor.accept("from") ? parser.sources.list() : List.of();
    Condition condition = writeCondition();
    return new Command.Update(with, target, assignments, sources, condition, returning());
  }

  private Command delete(@Nullable With with) {
    cursor.expect("delete");
    cursor.expect("from");
    TableSource target = parser.sources.target(false);
    int using = cursor.at();
    List<Source> sources = cursor.accept("using") ? parser.sources.list() : List.of();
    if (sources.stream().anyMatch(source -> !(source instanceof TableSource))) {
      parser.gloss.write(using, using + 1, "join");
    }
    Condition condition = writeCondition();
    return new Command.Delete(with, target, sources, condition, returning());
  }

  private Condition writeCondition() {
    if (cursor.is("where") && cursor.is(1, "current") && cursor.is(2, "of")) {
      throw Refusal.of(
          Reason.SHAPE_NOT_SUPPORTED,
          cursor.lexed().text(),
          cursor.peek().start(),
          cursor.lexed().text().length(),
          null,
          "Write the key of the row instead of the name of a cursor.");
    }
    return parser.queries.condition();
  }

  List<Assignment> assignments() {
    List<Assignment> assignments = new ArrayList<>();
    do {
      assignments.add(assignment());
    } while (cursor.acceptMark(","));
    return List.copyOf(assignments);
  }

  private Assignment assignment() {
    int from = cursor.at();
    boolean several = cursor.acceptMark("(");
    List<ColumnTarget> columns = several ? targets() : List.of(target());
    if (several) {
      cursor.expectMark(")");
    }
    parser.gloss.write(from, cursor.at(), "x");
    if (!cursor.peek().isOperator("=")) {
      throw cursor.refused("Expected = here.");
    }
    cursor.next();
    return new Assignment(columns, several ? row() : List.of(parser.regions.item(Regions.CLAUSES)));
  }

  /** The values of a row that is written as a list, or whatever else is there as one. */
  private List<Region> row() {
    int ahead = cursor.is("row") ? 1 : 0;
    int open = cursor.at() + ahead;
    if (!cursor.isMark(ahead, "(") || parser.queries.beginsAt(open)) {
      return List.of(parser.regions.item(Regions.CLAUSES));
    }
    for (int i = 0; i <= ahead; i++) {
      cursor.next();
    }
    List<Region> values = parser.regions.items(Set.of());
    cursor.expectMark(")");
    return List.copyOf(values);
  }

  @Nullable Region returning() {
    if (!cursor.accept("returning")) {
      return null;
    }
    int from = cursor.at();
    if (cursor.accept("with")) {
      parser.regions.bracketed();
      parser.gloss.blank(from, cursor.at());
    }
    Region items = parser.regions.upTo(Regions.CLAUSES);
    return new Region(from, items.to(), items.queries());
  }
}
