package dev.partywall.sql.internal.lex;

import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import org.jspecify.annotations.Nullable;

/** Makes refusals that show the part of the text they are about. */
public final class Refusal {

  private static final int EXCERPT = 60;

  private Refusal() {}

  /** A refusal of the part of a text from {@code start} to {@code end}, exclusive. */
  public static StatementRefusedException of(
      Reason reason, String sql, int start, int end, @Nullable String table, String advice) {
    int from = Math.clamp(start, 0, sql.length());
    int to = Math.clamp(end, from, sql.length());
    String excerpt = to - from <= EXCERPT ? sql.substring(from, to) : sql.substring(from, from + EXCERPT) + "…";
    return new StatementRefusedException(reason, from, excerpt, table, advice);
  }

  /** A refusal of a text that cannot be read. */
  public static StatementRefusedException syntax(String sql, int start, int end, String advice) {
    return of(Reason.SYNTAX, sql, start, end, null, advice);
  }
}
