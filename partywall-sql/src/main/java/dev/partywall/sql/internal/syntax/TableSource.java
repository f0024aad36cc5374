package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation named in a statement.
 *
 * @param parts its name: one to three tokens without the dots
 * @param alias its alias
 * @param sampled whether TABLESAMPLE follows
 * @param from the first token, which is ONLY if that is written
 * @param beforeColumns the last token of name and alias, before an alias's columns
 * @param to the token after the last
 */
public record TableSource(
    List<Token> parts, Source.@Nullable Alias alias, boolean sampled, int from, int beforeColumns, int to)
    implements Source {

  /** The token of the name without its schema. */
  public Token name() {
    return parts.getLast();
  }

  /** The schema, or null if none is written. */
  public @Nullable String schema() {
    return parts.size() < 2 ? null : parts.get(parts.size() - 2).text();
  }

  /** By which its columns are qualified: the alias or the name. */
  public Token qualifier() {
    return alias == null ? name() : alias.name();
  }
}
