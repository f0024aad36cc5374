package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Source.Alias;
import dev.partywall.sql.internal.syntax.Source.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads FROM clauses. */
final class Sources {

  private static final Set<String> JOIN_WORDS = Set.of("join", "inner", "left", "right", "full", "cross", "natural");
  private static final Set<String> ON_ENDS = union(union(Regions.CLAUSES, JOIN_WORDS), Set.of("using"));

  private static final Set<String> VALUE_FUNCTIONS =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_role",
          "current_user",
          "user",
          "session_user",
          "system_user",
          "current_catalog",
          "current_schema");

  private final Parser parser;
  private final Cursor cursor;

  Sources(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    List<String> all = new ArrayList<>(left);
    all.addAll(right);
    return Set.copyOf(all);
  }

  /** What follows FROM or USING. */
  List<Source> list() {
    List<Source> sources = new ArrayList<>();
    do {
      sources.add(joined(primary()));
    } while (cursor.acceptMark(","));
    return List.copyOf(sources);
  }

  /** One source with what is joined to it. */
  Source one() {
    return joined(primary());
  }

  /** Joins onto a source, from left to right. */
  private Source joined(Source first) {
    Source left = first;
    while (isJoin()) {
      left = join(left);
    }
    return left;
  }

  /** LEFT and RIGHT can also be functions; those never follow a whole source. */
  private boolean isJoin() {
    return cursor.isAny(JOIN_WORDS);
  }

  private Source join(Source left) {
    boolean natural = cursor.accept("natural");
    if (!natural && cursor.accept("cross")) {
      cursor.expect("join");
      return new Join(left, primary(), Join.Kind.INNER, null);
    }
    Join.Kind kind = kind();
    cursor.expect("join");
    Source right = primary();
    if (natural) {
      return new Join(left, right, kind, null);
    }
    right = joined(right);
    if (cursor.accept("using")) {
      parser.regions.bracketed();
      int alias = cursor.at();
      if (cursor.accept("as")) {
        cursor.columnName();
      }
      parser.gloss.blank(alias, cursor.at());
      return new Join(left, right, kind, null);
    }
    cursor.expect("on");
    Region on = condition();
    return new Join(left, right, kind, on);
  }

  private Join.Kind kind() {
    if (cursor.accept("inner")) {
      return Join.Kind.INNER;
    }
    Join.Kind kind =
        cursor.accept("left")
            ? Join.Kind.LEFT
            : cursor.accept("right") ? Join.Kind.RIGHT : cursor.accept("full") ? Join.Kind.FULL : Join.Kind.INNER;
    if (kind != Join.Kind.INNER) {
      cursor.accept("outer");
    }
    return kind;
  }

  private Region condition() {
    Region region = parser.regions.item(ON_ENDS);
    if (region.size() == 0) {
      throw cursor.refused("Expected a condition after ON.");
    }
    return region;
  }

  private Source primary() {
    cursor.accept("lateral");
    if (cursor.isMark("(")) {
      return bracketed();
    }
    if (cursor.is("only")) {
      return table();
    }
    if (cursor.is("rows") && cursor.is(1, "from") && cursor.isMark(2, "(")) {
      return rowsFrom();
    }
    if (isCall()) {
      return function(parser.regions.call());
    }
    if (cursor.isAny(VALUE_FUNCTIONS)) {
      int from = cursor.at();
      cursor.next();
      return function(new Region(from, cursor.at(), List.of()));
    }
    return table();
  }

  private Source bracketed() {
    if (parser.queries.beginsAt(cursor.at())) {
      return new Source.OfQuery(parser.queries.bracketed(), alias());
    }
    cursor.expectMark("(");
    Source source = joined(primary());
    cursor.expectMark(")");
    return new Source.Bracketed(source, alias());
  }

  /** Whether a name and an opening bracket stand here. */
  private boolean isCall() {
    int ahead = 0;
    while (cursor.isMark(ahead + 1, ".")) {
      ahead += 2;
    }
    return cursor.peek().isName() && cursor.isMark(ahead + 1, "(");
  }

  private Source rowsFrom() {
    int from = cursor.at();
    cursor.expect("rows");
    cursor.expect("from");
    cursor.expectMark("(");
    List<Command.Query> queries = new ArrayList<>();
    do {
      queries.addAll(parser.regions.call().queries());
      if (cursor.accept("as")) {
        definitions();
      }
    } while (cursor.acceptMark(","));
    cursor.expectMark(")");
    return function(new Region(from, cursor.at(), List.copyOf(queries)));
  }

  private Source function(Region call) {
    if (cursor.accept("with")) {
      cursor.expect("ordinality");
    }
    if (cursor.is("as") && cursor.isMark(1, "(")) {
      cursor.next();
      definitions();
      return new Source.OfFunction(call, null);
    }
    return new Source.OfFunction(call, alias());
  }

  /** ONLY, a name, an asterisk, an alias, TABLESAMPLE. */
  private TableSource table() {
    int from = cursor.at();
    List<Token> parts = relation();
    int beforeColumns = cursor.at() - 1;
    @Nullable Alias alias = null;
    if (cursor.is("as") || cursor.isColumnName()) {
      cursor.accept("as");
      Token name = cursor.columnName();
      beforeColumns = cursor.at() - 1;
      boolean columns = cursor.isMark("(");
      if (columns) {
        definitions();
      }
      alias = new Alias(name, columns);
    }
    boolean sampled = cursor.accept("tablesample");
    if (sampled) {
      int method = parser.calls.size();
      parser.regions.call();
      parser.calls.remove(method);
      if (cursor.accept("repeatable")) {
        parser.regions.bracketed();
      }
    }
    return add(new TableSource(parts, alias, sampled, from, beforeColumns, cursor.at()));
  }

  /** A relation without alias. */
  TableSource bareTable() {
    int from = cursor.at();
    List<Token> parts = relation();
    return add(new TableSource(parts, null, false, from, cursor.at() - 1, cursor.at()));
  }

  /** The target of INSERT, whose alias needs AS, of UPDATE, whose alias is not SET, or of DELETE. */
  TableSource target(boolean onlyAs) {
    int from = cursor.at();
    List<Token> parts = relation();
    @Nullable Alias alias = null;
    if (cursor.accept("as") || (!onlyAs && cursor.isColumnName() && !cursor.is("set"))) {
      alias = new Alias(cursor.columnName(), false);
    }
    return add(new TableSource(parts, alias, false, from, cursor.at() - 1, cursor.at()));
  }

  private TableSource add(TableSource table) {
    parser.relations.add(table);
    return table;
  }

  private List<Token> relation() {
    int only = cursor.at();
    if (cursor.accept("only")) {
      boolean bracket = cursor.acceptMark("(");
      parser.gloss.blank(only, cursor.at());
      List<Token> parts = name();
      if (bracket) {
        parser.gloss.blank(cursor.expectMark(")"), cursor.at());
      }
      return parts;
    }
    List<Token> parts = name();
    Token star = cursor.get(cursor.at());
    if (star != null && star.isOperator("*")) {
      cursor.next();
      parser.gloss.blank(cursor.at() - 1, cursor.at());
    }
    return parts;
  }

  private List<Token> name() {
    List<Token> parts = new ArrayList<>();
    parts.add(cursor.columnName());
    while (cursor.acceptMark(".")) {
      Token part = cursor.next();
      if (!part.isName()) {
        throw cursor.refused("Expected a name before this.");
      }
      parts.add(part);
    }
    return List.copyOf(parts);
  }

  private @Nullable Alias alias() {
    if (!cursor.is("as") && !cursor.isColumnName()) {
      return null;
    }
    cursor.accept("as");
    Token name = cursor.columnName();
    boolean columns = cursor.isMark("(");
    if (columns) {
      definitions();
    }
    return new Alias(name, columns);
  }

  /** Names of columns, maybe with types, in brackets. */
  private void definitions() {
    int calls = parser.calls.size();
    parser.regions.bracketed();
    parser.calls.subList(calls, parser.calls.size()).clear();
  }
}
