package dev.partywall.jdbc.oracle.generator;

/**
 * Damages a statement's text, as an attacker or a careless hand would: with what a reader could take for the end of a
 * literal or comment, for another statement or for another condition. What PostgreSQL still accepts must mean the same
 * to the guard.
 */
public final class TextMutations {

  private static final String[] FRAGMENTS = {
    "'",
    "''",
    "\"",
    "\"\"",
    "\\",
    "\\'",
    "$$",
    "$q$",
    "$1",
    "--",
    "-- \n",
    "/*",
    "*/",
    "/**/",
    "/* ' */",
    "/*/**/",
    ";",
    "; ",
    "\n",
    "\r",
    "\t",
    "\f",
    "\u000b",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "E'",
    "U&'",
    "B'",
    "X'",
    "N'",
    "e'\\'",
    "' '",
    "'\n'",
    "( ",
    ")",
    "()",
    "[",
    "]",
    ",",
    ".",
    "..",
    ":",
    "::",
    "::text",
    ":=",
    "=>",
    "||",
    "@>",
    "->>",
    "-",
    "+",
    "*",
    "=",
    "<>",
    "!=",
    "~",
    "^@",
    "%",
    " or true",
    " or 1 = 1",
    " and false",
    " or tenant_id is not null",
    " or a.tenant_id = 2",
    " not ",
    " is null",
    " in (1, 2)",
    " union select 1",
    " union all select * from a",
    " intersect select 1",
    " from b",
    ", b",
    " cross join b",
    " left join b on true",
    " natural join b",
    " join b using (id)",
    " where true",
    " group by 1",
    " order by 1",
    " limit 1",
    " offset 1",
    " for update",
    " returning *",
    " as x",
    " x",
    " a",
    " tenant_id",
    "tenant_id, ",
    "a.",
    "b.*",
    " lateral ",
    " only ",
    " distinct ",
    " all ",
    " any ",
    " with a as (select 1 as id) ",
    " values (1)",
    " table a",
    " select ",
    " null ",
    " default ",
    " case when true then 1 end ",
    " (select id from a limit 1) ",
    " (select count(*) from b) ",
    " exists (select 1 from a) ",
    " set x = 1",
    "1",
    "0",
    "x",
    "_",
    "é"
  };

  private TextMutations() {}

  /** The text with one or two damages, which the seed decides on. */
  public static String of(String sql, long seed) {
    Dice dice = new Dice(seed);
    String text = sql;
    for (int damages = dice.percent(70) ? 1 : 2; damages > 0; damages--) {
      text = damaged(text, dice);
    }
    return text;
  }

  private static String damaged(String text, Dice dice) {
    int at = dice.upTo(text.length() + 1);
    int to = Math.min(text.length(), at + 1 + dice.upTo(6));
    return switch (dice.upTo(5)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, to) + text.substring(at);
      case 2 -> betweenWords(text, at, dice);
      default -> text.substring(0, at) + dice.one(FRAGMENTS) + text.substring(at);
    };
  }

  /** A fragment where a space is, so that more of the statement stays whole. */
  private static String betweenWords(String text, int from, Dice dice) {
    int space = text.indexOf(' ', from);
    int at = space < 0 ? text.length() : space;
    return text.substring(0, at) + dice.one(FRAGMENTS) + text.substring(at);
  }
}
