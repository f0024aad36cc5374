package dev.partywall.sql.internal.parse;

import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.parser.parser.AbstractJSqlParser.Dialect;
import dev.partywall.sql.parser.parser.CCJSqlParser;
import dev.partywall.sql.parser.parser.CCJSqlParserConstants;
import dev.partywall.sql.parser.parser.ParseException;
import dev.partywall.sql.parser.parser.StringProvider;
import dev.partywall.sql.parser.parser.Token;
import dev.partywall.sql.parser.statement.Statement;

/** Reads one statement's neutral view into a tree. Whatever goes wrong in the parser is a refusal. */
public final class SqlParser {

  private SqlParser() {}

  /**
   * The tree of a statement.
   *
   * @throws StatementRefusedException if the parser does not read the view, all of it, as one statement
   */
  public static Statement parse(Lexed lexed) {
    return parse(lexed, lexed.view());
  }

  /**
   * The tree of a statement by a view of its own.
   *
   * @param view as long as the text
   * @throws StatementRefusedException if the parser does not read the view, all of it, as one statement
   */
  public static Statement parse(Lexed lexed, String view) {
    try {
      return parse(view, false);
    } catch (Exception | StackOverflowError simpleFailed) {
      return parseComplex(lexed, view);
    }
  }

  private static Statement parseComplex(Lexed lexed, String view) {
    try {
      return parse(view, true);
    } catch (ParseException e) {
      int offset = e.currentToken == null || e.currentToken.next == null ? 0 : begin(e.currentToken.next);
      throw unread(lexed, offset);
    } catch (Exception | StackOverflowError e) {
      throw unread(lexed, 0);
    }
  }

  private static StatementRefusedException unread(Lexed lexed, int offset) {
    return Refusal.syntax(
        lexed.text(), offset, lexed.text().length(), "Check the syntax; rare syntax has to be written plainer.");
  }

  private static Statement parse(String view, boolean complex) throws ParseException {
    CCJSqlParser parser = new CCJSqlParser(new StringProvider(view));
    parser
        .withDialect(Dialect.POSTGRESQL)
        .withUnsupportedStatements(false)
        .withErrorRecovery(false)
        .withAllowComplexParsing(complex);
    Statement statement = parser.Statement();
    Token rest = parser.getNextToken();
    if (statement == null || rest.kind != CCJSqlParserConstants.EOF) {
      throw new ParseException(rest.image);
    }
    return statement;
  }

  private static int begin(Token token) {
    return Math.max(0, token.absoluteBegin - 1);
  }
}
