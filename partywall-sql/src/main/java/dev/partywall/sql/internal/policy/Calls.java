package dev.partywall.sql.internal.policy;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Function;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Token.Kind;
import dev.partywall.sql.internal.lex.Words;
import dev.partywall.sql.internal.syntax.Call;
import dev.partywall.sql.internal.syntax.Parsed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks all that a statement calls: functions, also as {@code row.function}, operators and casts. Built once for a
 * catalog.
 */
public final class Calls {

  private static final String PG_CATALOG = "pg_catalog";

  private final Catalog catalog;
  private final UserFunctions functions;

  /** The checks for a catalog under a policy. */
  public Calls(Catalog catalog, GuardPolicy policy) {
    this.catalog = catalog;
    this.functions = new UserFunctions(catalog, policy);
  }

  /**
   * Checks a statement.
   *
   * @return the effect that the statement has at least
   * @throws StatementRefusedException if it may call what is not open
   */
  public Effect check(Parsed parsed, Reach reach) {
    Lexed lexed = parsed.lexed();
    Effect effect = Effect.READ;
    for (Call call : parsed.calls()) {
      Effect own = check(call, lexed, reach);
      effect = own.compareTo(effect) > 0 ? own : effect;
    }
    for (List<Token> type : parsed.types()) {
      if (functions.isClosedType(type.getLast().text())) {
        throw refused(type.getLast(), lexed, "A cast to this type calls a function that is not allowed.");
      }
    }
    for (Token token : lexed.tokens()) {
      if (token.kind() == Kind.OPERATOR && functions.isClosedOperator(token.text())) {
        throw refused(token, lexed, "This operator calls a function that is not allowed.");
      }
    }
    new Fields(catalog, functions, parsed).check();
    return effect;
  }

  private Effect check(Call call, Lexed lexed, Reach reach) {
    Token name = call.name();
    if (call.parts().size() > 2) {
      throw refused(name, lexed, "Leave out the database in the function's name.");
    }
    String schema = call.parts().size() == 2 ? call.parts().getFirst().text() : null;
    Effect builtin = schema == null || schema.equals(PG_CATALOG) ? builtin(call, lexed, reach) : null;
    List<Function> candidates = functions.named(name.text()).stream().filter(f -> canMean(f, schema)).toList();
    if (builtin == null && candidates.isEmpty()) {
      throw refused(
          name,
          lexed,
          Builtins.isForHost(name.text())
              ? "It reaches beyond the tenant's rows, so only the host calls it."
              : "It is not among the functions known to read nothing but their arguments, nor is it a user's function.");
    }
    Effect effect = builtin == null ? Effect.READ : builtin;
    for (Function candidate : candidates) {
      checkOpen(candidate, name, lexed);
      if (candidate.volatility() == 'v') {
        effect = Effect.CALL;
      }
    }
    return effect;
  }

  private boolean canMean(Function function, @Nullable String schema) {
    return schema == null ? catalog.searchPath().contains(function.schema()) : function.schema().equals(schema);
  }

  /** The effect of a function or construct of PostgreSQL; null if it is none, or not one that may be called. */
  private static @Nullable Effect builtin(Call call, Lexed lexed, Reach reach) {
    String name = call.name().text();
    if (Settings.isAllowed(call, lexed)) {
      return name.equals("set_config") ? Effect.LOCKING_READ : Effect.READ;
    }
    if (reach == Reach.HOST && Builtins.isForHost(name)) {
      return Effect.LOCKING_READ;
    }
    Effect effect = Builtins.effect(name);
    return effect == null && isSyntax(call) ? Effect.READ : effect;
  }

  /** Some words stand before a bracket and call nothing; they are never quoted or qualified. */
  private static boolean isSyntax(Call call) {
    Token name = call.name();
    return call.parts().size() == 1
        && name.kind() == Kind.WORD
        && (name.isAny(Words.COLUMN_NAME) || name.isAny(Words.FUNCTION_OR_TYPE) || Builtins.isSyntax(name.text()));
  }

  private void checkOpen(Function function, Token name, Lexed lexed) {
    if (!functions.isOpen(function)) {
      String qualified = function.schema() + "." + function.name();
      throw refused(
          name,
          lexed,
          "It is written in "
              + function.language()
              + "; if it reads no other tenant's rows, allow "
              + qualified
              + " by name.");
    }
  }

  static StatementRefusedException refused(Token at, Lexed lexed, String advice) {
    return Refusal.of(Reason.FUNCTION_NOT_ALLOWED, lexed.text(), at.start(), at.end(), null, advice);
  }
}
