package dev.partywall.sql.internal.policy;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Parsed;
import dev.partywall.sql.internal.syntax.TableSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for calls without brackets: {@code o.f} calls {@code f(o)} if the rows of {@code o} have no column {@code f},
 * and {@code (v).f} calls {@code f(v)} for a value of any type.
 */
final class Fields {

  private final Catalog catalog;
  private final UserFunctions functions;
  private final Parsed parsed;

  Fields(Catalog catalog, UserFunctions functions, Parsed parsed) {
    this.catalog = catalog;
    this.functions = functions;
    this.parsed = parsed;
  }

  void check() {
    Lexed lexed = parsed.lexed();
    Set<Token> names = null;
    for (int i = 2; i < lexed.tokens().size(); i++) {
      Token token = lexed.tokens().get(i);
      if (!token.isName()
          || !lexed.tokens().get(i - 1).isMark(".")
          || !isClosed(token)
          || isFollowedByBracket(i)
          || isQualifier(i)) {
        continue;
      }
      names = names == null ? namesOfOthers() : names;
      if (!names.contains(token) && !isColumn(lexed.tokens().get(i - 2), token)) {
        throw Calls.refused(token, lexed, "It may call the function of this name, which is not allowed.");
      }
    }
  }

  private boolean isClosed(Token name) {
    return Builtins.isClosedField(name.text())
        || functions.named(name.text()).stream().anyMatch(function -> !functions.isOpen(function));
  }

  /**
   * Whether this is a relation in {@code schema.relation.column}: among names alone, only the last can be a function.
   */
  private boolean isQualifier(int index) {
    List<Token> tokens = parsed.lexed().tokens();
    int first = index;
    while (first > 1 && tokens.get(first).isName() && tokens.get(first - 1).isMark(".")) {
      first -= 2;
    }
    return tokens.get(first).isName() && index + 1 < tokens.size() && tokens.get(index + 1).isMark(".");
  }

  private boolean isFollowedByBracket(int index) {
    List<Token> tokens = parsed.lexed().tokens();
    return index + 1 < tokens.size() && tokens.get(index + 1).isMark("(");
  }

  /** The tokens that are names of relations and types. */
  private Set<Token> namesOfOthers() {
    Set<Token> names = new HashSet<>();
    parsed.relations().forEach(relation -> names.addAll(relation.parts()));
    parsed.types().forEach(names::addAll);
    return names;
  }

  private boolean isColumn(Token qualifier, Token column) {
    List<TableSource> meant =
        parsed.relations().stream().filter(table -> table.qualifier().text().equals(qualifier.text())).toList();
    return qualifier.isName() && !meant.isEmpty() && meant.stream().allMatch(table -> hasColumn(table, column.text()));
  }

  private boolean hasColumn(TableSource table, String column) {
    @Nullable String schema = table.schema();
    boolean named = schema == null && parsed.withNames().contains(table.name().text());
    return !named && catalog.find(schema, table.name().text()).flatMap(relation -> relation.column(column)).isPresent();
  }
}
