package dev.partywall.sql.internal.kind;

import dev.partywall.sql.Effect;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.policy.Settings;
import java.util.List;
import java.util.Set;

/** What kind of statement a text is, by its first words. */
public sealed interface Kind {

  /** Reads or writes rows: to be guarded. */
  record Rows() implements Kind {}

  /** Calls a function or procedure by CALL or JDBC's escape. */
  record Call() implements Kind {}

  /**
   * Shows the plan of a statement that reads or writes rows.
   *
   * @param statement the first token of that statement
   * @param runs whether the statement may also run
   */
  record Explain(Token statement, boolean runs) implements Kind {}

  /** Runs as it is. */
  record Plain(Effect effect) implements Kind {}

  /**
   * The kind of a statement.
   *
   * @throws dev.partywall.sql.StatementRefusedException if statements of its kind do not run within this reach
   */
  static Kind of(Lexed lexed, Reach reach) {
    List<Token> tokens = lexed.tokens();
    if (tokens.isEmpty()) {
      throw Refusal.syntax(lexed.text(), 0, 0, "The statement is empty.");
    }
    Token first = tokens.getFirst();
    if (Words.areRows(first)) {
      return new Rows();
    }
    if (first.isMark("{") || first.is("call")) {
      return new Call();
    }
    if (first.is("explain")) {
      return Explanation.of(lexed, reach);
    }
    checkSingle(lexed);
    if (Words.isHarmless(lexed)) {
      return new Plain(Effect.SESSION);
    }
    if (reach == Reach.HOST && first.isAny(Words.HOST_DDL)) {
      checkLasting(lexed);
      return new Plain(Effect.DDL);
    }
    if (reach == Reach.HOST && first.isAny(Words.HOST_WRITES)) {
      return new Plain(Effect.WRITE);
    }
    throw Refusal.of(
        Reason.KIND_NOT_ALLOWED, lexed.text(), first.start(), lexed.text().length(), null, Words.advice(first));
  }

  private static void checkSingle(Lexed lexed) {
    List<Token> tokens = lexed.tokens();
    for (Token token : tokens) {
      if (token.isMark(";") && token.index() < tokens.size() - 1) {
        throw Refusal.of(
            Reason.SEVERAL_STATEMENTS,
            lexed.text(),
            token.start(),
            lexed.text().length(),
            null,
            "Send each statement by itself, or as a JDBC batch.");
      }
    }
  }

  /** What is temporary stays on a pooled connection, where its name would hide that of a table from the next tenant. */
  private static void checkLasting(Lexed lexed) {
    for (Token token : lexed.tokens()) {
      boolean temporary = (token.is("temp") || token.is("temporary")) && token.index() > 0;
      boolean made = temporary && lexed.tokens().get(token.index() - 1).isAny(Words.BEFORE_TEMPORARY);
      if (made || (token.isName() && token.text().startsWith("pg_temp"))) {
        throw Refusal.of(
            Reason.KIND_NOT_ALLOWED,
            lexed.text(),
            token.start(),
            token.end(),
            null,
            "A pooled connection keeps what is temporary; use a table of the schema, or work outside of the door.");
      }
    }
  }

  /** The words that statements begin with. */
  final class Words {

    private static final Set<String> ROWS =
        Set.of("select", "with", "values", "table", "insert", "update", "delete", "merge");

    private static final Set<String> HOST_DDL =
        Set.of(
            "alter",
            "analyze",
            "cluster",
            "comment",
            "create",
            "do",
            "drop",
            "grant",
            "import",
            "reassign",
            "refresh",
            "reindex",
            "revoke",
            "security",
            "vacuum");

    private static final Set<String> BEFORE_TEMPORARY = Set.of("create", "replace", "local", "global");

    private static final Set<String> HOST_WRITES = Set.of("copy", "lock", "notify", "truncate");

    private static final Set<String> TRANSACTIONS =
        Set.of("abort", "begin", "commit", "end", "prepare", "release", "rollback", "savepoint", "start");

    private Words() {}

    /** Whether a statement that begins so reads or writes rows. */
    static boolean areRows(Token first) {
      return first.isMark("(") || first.isAny(ROWS);
    }

    /** SHOW, SET LOCAL and SET TRANSACTION of what shows or changes nothing of others. */
    private static boolean isHarmless(Lexed lexed) {
      List<Token> tokens = lexed.tokens();
      int size = tokens.getLast().isMark(";") ? tokens.size() - 1 : tokens.size();
      if (tokens.getFirst().is("show")) {
        return (size == 2 && Settings.isShown(tokens.get(1).text())) || isShowIsolation(tokens, size);
      }
      if (!tokens.getFirst().is("set") || size < 3) {
        return false;
      }
      boolean assigned = size > 3 && (tokens.get(3).is("to") || tokens.get(3).isOperator("="));
      boolean local = tokens.get(1).is("local") && assigned && Settings.isTuning(tokens.get(2).text());
      return local || tokens.get(1).is("transaction") || tokens.get(1).is("constraints");
    }

    private static boolean isShowIsolation(List<Token> tokens, int size) {
      return size == 4 && tokens.get(1).is("transaction") && tokens.get(2).is("isolation") && tokens.get(3).is("level");
    }

    private static String advice(Token first) {
      if (first.isAny(TRANSACTIONS)) {
        return "Use the methods of the connection or of the transaction manager.";
      }
      if (first.is("set") || first.is("reset") || first.is("discard")) {
        return "A pooled connection keeps its settings; SET LOCAL works for timeouts and planner settings within a transaction.";
      }
      if (first.isAny(HOST_DDL) || first.isAny(HOST_WRITES)) {
        return "Run it in a migration or as the host.";
      }
      return "Run it outside of the door.";
    }
  }
}
