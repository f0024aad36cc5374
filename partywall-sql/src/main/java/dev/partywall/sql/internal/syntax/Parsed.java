package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import java.util.List;
import java.util.Set;

/**
 * A statement that reads or writes rows.
 *
 * @param lexed its text
 * @param command its structure
 * @param calls all function calls in it
 * @param types the names of all types that something is cast to: tokens without the dots
 * @param relations all relations named in it, in text order
 * @param view the neutral view of the text, for the structural parser, see {@link Lexed#view()}
 * @param hidden the relations that are not in the view
 * @param withNames the names of all queries of WITH clauses in it
 */
public record Parsed(
    Lexed lexed,
    Command command,
    List<Call> calls,
    List<List<Token>> types,
    List<TableSource> relations,
    String view,
    Set<TableSource> hidden,
    Set<String> withNames) {

  /**
   * Reads the structure of a statement.
   *
   * @throws dev.partywall.sql.StatementRefusedException if it does not follow PostgreSQL's grammar, or in a way that is
   *     not read
   */
  public static Parsed of(Lexed lexed) {
    return new Parser(lexed).read();
  }

  /**
   * Reads CALL or JDBC's escape for it.
   *
   * @throws dev.partywall.sql.StatementRefusedException if it is something else, or if there are queries in it
   */
  public static Parsed ofCall(Lexed lexed) {
    return new Parser(lexed).readCall();
  }
}
