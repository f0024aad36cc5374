package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Token.Kind;
import dev.partywall.sql.internal.lex.Words;
import dev.partywall.sql.internal.syntax.Command.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads over expressions up to where they end, and finds queries, calls and types in them. */
final class Regions {

  /** Words that end an expression of a query block; none of them can be a column's label without AS. */
  static final Set<String> CLAUSES =
      Set.of(
          "from",
          "where",
          "group",
          "having",
          "window",
          "union",
          "intersect",
          "except",
          "order",
          "limit",
          "offset",
          "fetch",
          "for",
          "into",
          "on",
          "returning",
          "when");

  private static final Set<String> CASE = Set.of("when", "then");

  /** Words that begin a clause, which must not stand where no clause was expected. */
  private static final Set<String> MISPLACED =
      Set.of(
          "select",
          "from",
          "where",
          "having",
          "window",
          "union",
          "intersect",
          "except",
          "limit",
          "fetch",
          "into",
          "table",
          "returning",
          "create",
          "grant",
          "join");

  /** Words that begin a join if a word like JOIN follows, and name a function otherwise. */
  private static final Set<String> SIDES = Set.of("left", "right", "full", "inner", "cross", "natural");

  private static final Set<String> AFTER_SIDE = Set.of("join", "outer", "inner", "left", "right", "full");

  private static final Set<String> FROM_INSIDE = Set.of("extract", "substring", "trim", "overlay");
  private static final Set<String> XML =
      Set.of("xmlattributes", "xmlelement", "xmlforest", "xmlpi", "xmlroot", "xmlserialize");
  private static final Set<String> TYPE_INSIDE = Set.of("cast", "treat", "xmlserialize");

  private final Parser parser;
  private final Cursor cursor;

  Regions(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /** Everything up to one of the words, a closing bracket, a semicolon or the end. */
  Region upTo(Set<String> stops) {
    return simplified(read(stops, false));
  }

  /** The same, but no further than a comma. */
  Region item(Set<String> stops) {
    return simplified(read(stops, true));
  }

  /** The same as {@link #upTo}, of words that the structural parser has to see. */
  Region clause(Set<String> stops) {
    return read(stops, false);
  }

  /** Items with commas between them. */
  List<Region> items(Set<String> stops) {
    List<Region> items = new ArrayList<>();
    do {
      items.add(item(stops));
    } while (cursor.acceptMark(","));
    return items;
  }

  /** A function's name and its arguments. */
  Region call() {
    int from = cursor.at();
    List<Query> queries = new ArrayList<>();
    cursor.next();
    while (cursor.acceptMark(".")) {
      cursor.next();
    }
    if (!cursor.isMark("(")) {
      throw cursor.refused("Expected the arguments of a function here.");
    }
    group(queries);
    return new Region(from, cursor.at(), List.copyOf(queries));
  }

  /** Something in brackets that is no query. */
  Region bracketed() {
    int from = cursor.at();
    List<Query> queries = new ArrayList<>();
    cursor.expectMark("(");
    scan(Set.of(), false, queries, null);
    cursor.expectMark(")");
    return new Region(from, cursor.at(), List.copyOf(queries));
  }

  private Region read(Set<String> stops, boolean comma) {
    int from = cursor.at();
    List<Query> queries = new ArrayList<>();
    scan(stops, comma, queries, null);
    return new Region(from, cursor.at(), List.copyOf(queries));
  }

  private Region simplified(Region region) {
    parser.gloss.simplify(region);
    return region;
  }

  /**
   * @param opener the token before the bracket that this is inside of, or null at the level of a clause
   */
  private void scan(Set<String> stops, boolean comma, List<Query> queries, @Nullable Token opener) {
    int cases = 0;
    while (!cursor.atEnd()) {
      Token token = cursor.peek();
      if (token.kind() == Kind.PUNCTUATION) {
        if (isEnd(token, comma)) {
          return;
        }
        punctuation(token, queries);
      } else if (token.kind() == Kind.WORD && !cursor.isLabel(0)) {
        cases += token.is("case") ? 1 : token.is("end") && cases > 0 ? -1 : 0;
        if (stops.contains(token.text()) && !isPartOfOperator(token) && !(cases > 0 && token.isAny(CASE))) {
          return;
        }
        word(token, opener);
      } else {
        cursor.next();
      }
    }
  }

  private static boolean isEnd(Token token, boolean comma) {
    return token.isMark(")")
        || token.isMark("]")
        || token.isMark("}")
        || token.isMark(";")
        || (comma && token.isMark(","));
  }

  private void punctuation(Token token, List<Query> queries) {
    if (token.isMark("(")) {
      group(queries);
    } else if (token.isMark("[")) {
      cursor.next();
      scan(Set.of(), false, queries, null);
      cursor.expectMark("]");
    } else if (token.isMark("::")) {
      cursor.next();
      type();
    } else if (token.isMark("{")) {
      throw cursor.refused("Did not expect this here.");
    } else {
      cursor.next();
    }
  }

  private void word(Token token, @Nullable Token opener) {
    if (token.is("as")) {
      cursor.next();
      if (opener != null && opener.isAny(TYPE_INSIDE)) {
        type();
      } else if (!cursor.atEnd() && cursor.peek().isName()) {
        cursor.next();
      }
    } else if (token.is("operator") && cursor.isMark(1, "(")) {
      operator();
    } else if (opener != null && opener.text().startsWith("json") && token.is("returning")) {
      cursor.next();
      type();
    } else if (isMisplaced(token, opener)) {
      throw cursor.refused("Did not expect this keyword here.");
    } else {
      cursor.next();
    }
  }

  /** {@code OPERATOR(schema.+)}. */
  private void operator() {
    int from = cursor.at();
    cursor.next();
    cursor.next();
    while (!cursor.isMark(")")) {
      Token part = cursor.next();
      if (!part.isName() && !part.isMark(".") && part.kind() != Kind.OPERATOR) {
        throw cursor.refused("Expected the name of an operator before this.");
      }
    }
    cursor.next();
    parser.gloss.write(from, cursor.at(), "+");
  }

  private boolean isMisplaced(Token token, @Nullable Token opener) {
    if (token.is("values")) {
      return cursor.isMark(1, "(");
    }
    if (!token.isAny(MISPLACED) || isPartOfOperator(token)) {
      return false;
    }
    boolean fromInside = token.is("from") && opener != null && opener.isAny(FROM_INSIDE);
    boolean filter = token.is("where") && opener != null && opener.is("filter") && cursor.isMark(-1, "(");
    return !fromInside && !filter;
  }

  /** IS DISTINCT FROM, WITHIN GROUP and the function left are no beginning of a clause. */
  private boolean isPartOfOperator(Token token) {
    boolean distinctFrom =
        token.is("from")
            && cursor.isKeyword(-1, "distinct")
            && (cursor.isKeyword(-2, "is") || (cursor.isKeyword(-2, "not") && cursor.isKeyword(-3, "is")));
    Token next = cursor.get(cursor.at() + 1);
    boolean joinLike = token.isAny(SIDES) && (next == null || !next.isAny(AFTER_SIDE));
    boolean withinGroup = token.is("group") && cursor.isKeyword(-1, "within") && cursor.isMark(1, "(");
    return distinctFrom || withinGroup || joinLike;
  }

  /** A bracket and what is in it: a query, arguments, or a part of an expression. */
  private void group(List<Query> queries) {
    int open = cursor.at();
    if (parser.queries.beginsAt(open)) {
      recordCall(open);
      queries.add(parser.queries.bracketed());
      return;
    }
    recordCall(open);
    Token opener = cursor.get(open - 1);
    int before = queries.size();
    cursor.next();
    scan(Set.of(), false, queries, opener);
    cursor.expectMark(")");
    if (queries.size() == before && opener != null && opener.is("over")) {
      parser.gloss.blank(open + 1, cursor.at() - 1);
    } else if (queries.size() == before && opener != null && opener.isAny(XML)) {
      parser.gloss.write(open + 1, cursor.at() - 1, "1");
    }
  }

  private void recordCall(int open) {
    List<Token> parts = new ArrayList<>();
    int at = open - 1;
    Token name = cursor.get(at);
    while (name != null && name.isName()) {
      parts.addFirst(name);
      Token dot = cursor.get(at - 1);
      at -= 2;
      name = dot != null && dot.isMark(".") ? cursor.get(at) : null;
    }
    boolean keyword = parts.size() == 1 && parts.getFirst().isAny(Words.RESERVED);
    if (!parts.isEmpty() && !keyword) {
      parser.calls.add(new Call(List.copyOf(parts), open));
    }
  }

  /** The name of a type, up to and with its modifiers; what else belongs to it means nothing here. */
  private void type() {
    cursor.accept("setof");
    List<Token> parts = new ArrayList<>();
    parts.add(typeName());
    while (cursor.acceptMark(".")) {
      parts.add(typeName());
    }
    parser.types.add(List.copyOf(parts));
    while (cursor.is("precision") || cursor.is("varying") || cursor.is("character") || cursor.is("char")) {
      cursor.next();
    }
    if (cursor.isMark("(")) {
      bracketed();
    }
  }

  private Token typeName() {
    Token name = cursor.next();
    if (!name.isName()) {
      throw cursor.refused("Expected the name of a type before this.");
    }
    return name;
  }
}
