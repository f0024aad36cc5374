package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Words;
import dev.partywall.sql.internal.verify.Outline.Derived;
import dev.partywall.sql.internal.verify.Outline.Expressions;
import dev.partywall.sql.internal.verify.Outline.From;
import dev.partywall.sql.internal.verify.Outline.Join;
import dev.partywall.sql.internal.verify.Outline.Kind;
import dev.partywall.sql.internal.verify.Outline.NamedJoin;
import dev.partywall.sql.internal.verify.Outline.Reference;
import dev.partywall.sql.internal.verify.Outline.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands in FROM, by PostgreSQL's grammar of table references and joins. */
final class FromReader {

  private static final Set<String> SIDES = Set.of("inner", "left", "right", "full");
  private static final Set<String> JOIN_WORDS = Set.of("join", "cross", "natural", "inner", "left", "right", "full");

  private final Lexed lexed;
  private final QueryReader queries;
  private final ExpressionReader expressions;

  FromReader(Lexed lexed, QueryReader queries, ExpressionReader expressions) {
    this.lexed = lexed;
    this.queries = queries;
    this.expressions = expressions;
  }

  /** Reads a list up to one of the keywords or the end. */
  List<From> list(Cursor cursor, Set<String> end) {
    List<From> items = new ArrayList<>();
    do {
      items.add(item(cursor, end));
    } while (cursor.acceptMark(","));
    if (!cursor.atEnd() && !cursor.at(end)) {
      throw cursor.unexpected("the end of FROM");
    }
    return items;
  }

  private From item(Cursor cursor, Set<String> end) {
    From left = primary(cursor);
    while (atJoin(cursor)) {
      left = join(left, cursor, end);
    }
    return left;
  }

  private From join(From left, Cursor cursor, Set<String> end) {
    if (cursor.accept("cross")) {
      cursor.expect("join");
      return new Join(left, primary(cursor), Kind.INNER, Range.NONE, Expressions.NONE);
    }
    boolean natural = cursor.accept("natural");
    Kind kind = kind(cursor);
    cursor.expect("join");
    if (natural) {
      return new Join(left, primary(cursor), kind, Range.NONE, Expressions.NONE);
    }
    From right = item(cursor, end);
    if (cursor.accept("using")) {
      cursor.brackets();
      if (cursor.accept("as")) {
        // Names only the columns of USING, and PostgreSQL lets no relation beside it have the same name.
        cursor.name();
      }
      return new Join(left, right, kind, Range.NONE, Expressions.NONE);
    }
    cursor.expect("on");
    Range on = condition(cursor, end);
    return new Join(left, right, kind, on, expressions.read(on));
  }

  private static Kind kind(Cursor cursor) {
    if (!cursor.at(SIDES)) {
      return Kind.INNER;
    }
    Kind kind =
        switch (cursor.next().text()) {
          case "left" -> Kind.LEFT;
          case "right" -> Kind.RIGHT;
          case "full" -> Kind.FULL;
          default -> Kind.INNER;
        };
    cursor.accept("outer");
    return kind;
  }

  /** The condition of an ON: up to the next join, the ON or USING of an outer one, a comma, or the end of FROM. */
  private static Range condition(Cursor cursor, Set<String> end) {
    int start = cursor.at();
    while (!cursor.atEnd() && !cursor.atMark(",") && !endsCondition(cursor, end)) {
      cursor.skip();
    }
    return new Range(start, cursor.at());
  }

  private static boolean endsCondition(Cursor cursor, Set<String> end) {
    return cursor.isKeyword() && (cursor.at(end) || cursor.at("on") || cursor.at("using") || atJoin(cursor));
  }

  /** Whether a join begins here; LEFT and its kin can also be functions. */
  private static boolean atJoin(Cursor cursor) {
    if (!cursor.at(JOIN_WORDS)) {
      return false;
    }
    return cursor.at("join") || cursor.at("natural") || cursor.at(1, "join") || cursor.at(1, "outer");
  }

  private From primary(Cursor cursor) {
    boolean lateral = cursor.accept("lateral");
    if (cursor.atMark("(")) {
      return brackets(cursor);
    }
    if (!cursor.at("only") && isFunction(cursor)) {
      return function(cursor);
    }
    if (lateral) {
      throw cursor.unexpected("a subquery or function after LATERAL");
    }
    return reference(cursor, true);
  }

  private From brackets(Cursor cursor) {
    if (expressions.isQuery(cursor)) {
      Range inside = cursor.brackets();
      return new Derived(queries.read(inside), alias(cursor).name());
    }
    Cursor inside = new Cursor(lexed, cursor.brackets());
    From join = item(inside, Set.of());
    if (!inside.atEnd()) {
      throw inside.unexpected("the end of the join");
    }
    String alias = alias(cursor).name();
    return alias == null ? join : new NamedJoin(join, alias);
  }

  /** A name, dots and more names, then a bracket. */
  private static boolean isFunction(Cursor cursor) {
    int ahead = 0;
    while (isName(cursor.peek(ahead)) && cursor.atMark(ahead + 1, ".")) {
      ahead += 2;
    }
    if (!isName(cursor.peek(ahead))) {
      return false;
    }
    return cursor.atMark(ahead + 1, "(") || (cursor.at("rows") && cursor.at(1, "from"));
  }

  private static boolean isName(@Nullable Token token) {
    return token != null && token.isName();
  }

  private From function(Cursor cursor) {
    int start = cursor.at();
    while (!cursor.atMark("(")) {
      cursor.next();
    }
    cursor.brackets();
    Range call = new Range(start, cursor.at());
    if (cursor.at("with") && cursor.at(1, "ordinality")) {
      cursor.next();
      cursor.next();
    }
    return new Rows(expressions.read(call), alias(cursor).name());
  }

  /** An UPDATE's target, behind which SET is no alias. */
  Reference target(Cursor cursor) {
    Reference table = reference(cursor, false);
    boolean bare = !cursor.at("as") && cursor.at("set");
    String alias = bare ? null : alias(cursor).name();
    return new Reference(table.schema(), table.name(), alias, false);
  }

  /** A relation's name with its alias. */
  Reference reference(Cursor cursor, boolean withAlias) {
    boolean bracket = cursor.accept("only") && cursor.acceptMark("(");
    String name = cursor.name();
    String schema = null;
    if (cursor.acceptMark(".")) {
      schema = name;
      name = cursor.name();
    }
    if (cursor.atMark(".")) {
      throw cursor.unexpected("a name of at most two parts");
    }
    if (bracket && !cursor.acceptMark(")")) {
      throw cursor.unexpected("the bracket after the name");
    }
    Token star = cursor.peek();
    if (star != null && star.isOperator("*")) {
      cursor.next();
    }
    Alias alias = withAlias ? alias(cursor) : new Alias(null, false);
    if (cursor.accept("tablesample")) {
      skipSample(cursor);
    }
    return new Reference(schema, name, alias.name(), alias.columns());
  }

  /** A sample's arguments are constants: they read nothing. */
  private void skipSample(Cursor cursor) {
    cursor.name();
    if (cursor.acceptMark(".")) {
      cursor.name();
    }
    Expressions arguments = expressions.read(cursor.brackets());
    if (cursor.accept("repeatable")) {
      cursor.brackets();
    }
    if (!arguments.subqueries().isEmpty() || !arguments.calls().isEmpty()) {
      throw cursor.unexpected("a sample with constant arguments");
    }
  }

  private record Alias(@Nullable String name, boolean columns) {}

  private static Alias alias(Cursor cursor) {
    boolean as = cursor.accept("as");
    if (as && cursor.atMark("(")) {
      cursor.brackets();
      return new Alias(null, true);
    }
    Token token = cursor.peek();
    if (token == null || !token.isName() || (!as && !canBeBareAlias(token))) {
      if (as) {
        throw cursor.unexpected("an alias");
      }
      return new Alias(null, false);
    }
    cursor.next();
    boolean columns = cursor.atMark("(");
    if (columns) {
      cursor.brackets();
    }
    return new Alias(token.text(), columns);
  }

  private static boolean canBeBareAlias(Token token) {
    return token.kind() == Token.Kind.QUOTED
        || !(Words.RESERVED.contains(token.text()) || Words.FUNCTION_OR_TYPE.contains(token.text()));
  }
}
