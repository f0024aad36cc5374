package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads one statement; the readers of its parts share this. */
final class Parser {

  final Cursor cursor;
  final Gloss gloss;
  final Regions regions;
  final Queries queries;
  final Sources sources;
  final Writes writes;
  final List<Call> calls = new ArrayList<>();
  final List<List<Token>> types = new ArrayList<>();
  final List<TableSource> relations = new ArrayList<>();
  final Set<String> withNames = new HashSet<>();

  Parser(Lexed lexed) {
    cursor = new Cursor(lexed);
    gloss = new Gloss(lexed);
    regions = new Regions(this);
    queries = new Queries(this);
    sources = new Sources(this);
    writes = new Writes(this);
  }

  Parsed read() {
    return end(writes.command());
  }

  /** A call is kept as a SELECT of it. */
  Parsed readCall() {
    boolean escape = cursor.acceptMark("{");
    if (escape && cursor.peek().kind() == Token.Kind.PARAMETER) {
      cursor.next();
      if (!cursor.next().isOperator("=")) {
        throw cursor.refused("Expected = here.");
      }
    }
    cursor.expect("call");
    int from = cursor.at();
    Region call = regions.call();
    if (!call.queries().isEmpty()) {
      throw cursor.refused("Give the call values instead of queries.");
    }
    Command.Condition none = new Command.Condition(null, cursor.at() - 1);
    Body body = new Body.Select(List.of(call), List.of(), none, List.of(), from);
    if (escape) {
      cursor.expectMark("}");
    }
    return end(new Command.Query(null, body, List.of(), null, from, cursor.at()));
  }

  private Parsed end(Command command) {
    cursor.acceptMark(";");
    if (!cursor.atEnd()) {
      Token rest = cursor.peek();
      if (cursor.at() > 0 && cursor.isMark(-1, ";")) {
        throw Refusal.of(
            Reason.SEVERAL_STATEMENTS,
            cursor.lexed().text(),
            rest.start(),
            cursor.lexed().text().length(),
            null,
            "Send each statement by itself, or as a JDBC batch.");
      }
      throw cursor.refused("Did not expect this here.");
    }
    return new Parsed(
        cursor.lexed(),
        command,
        List.copyOf(calls),
        List.copyOf(types),
        List.copyOf(relations),
        gloss.view(),
        gloss.hidden(),
        Set.copyOf(withNames));
  }
}
