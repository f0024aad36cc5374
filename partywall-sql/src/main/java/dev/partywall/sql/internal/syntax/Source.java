package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Command.Query;
import org.jspecify.annotations.Nullable;

/** What stands in a FROM clause between commas. */
public sealed interface Source permits TableSource, Source.OfQuery, Source.OfFunction, Source.Join, Source.Bracketed {

  /** A query in brackets, lateral or not. */
  record OfQuery(Query query, @Nullable Alias alias) implements Source {}

  /** A function call or several. */
  record OfFunction(Region call, @Nullable Alias alias) implements Source {}

  /**
   * Two joined sources.
   *
   * @param on the condition; null for USING, NATURAL and CROSS
   */
  record Join(Source left, Source right, Kind kind, @Nullable Region on) implements Source {

    /** Which sides keep rows without a partner. */
    public enum Kind {
      INNER,
      LEFT,
      RIGHT,
      FULL
    }
  }

  /** A join in brackets. */
  record Bracketed(Source source, @Nullable Alias alias) implements Source {}

  /**
   * An alias.
   *
   * @param columns whether new names of the columns follow
   */
  record Alias(Token name, boolean columns) {}
}
