package dev.partywall.sql.internal.verify;

import dev.partywall.sql.Reach;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Token.Kind;
import java.util.List;
import java.util.Set;

/** Tells whether an expression can be nothing but the tenant, or is compared with it before the statement runs. */
final class TenantValue {

  private static final Set<String> KEEPING_TYPES =
      Set.of("bigint", "int8", "integer", "int", "int4", "uuid", "text", "varchar");

  private final Lexed lexed;
  private final Binds binds;
  private final Reach reach;
  private final String discriminator;

  TenantValue(Lexed lexed, Binds binds, Reach reach, String discriminator) {
    this.lexed = lexed;
    this.binds = binds;
    this.reach = reach;
    this.discriminator = discriminator;
  }

  /**
   * Where a discriminator is known to be the tenant.
   *
   * @param qualifiers the names by which it can be qualified
   * @param alone whether it needs none, since nothing else there has a column of that name
   */
  record Known(List<String> qualifiers, boolean alone) {
    static final Known NOWHERE = new Known(List.of(), false);
  }

  boolean is(Range expression, Known known) {
    List<Token> tokens = bare(lexed.tokens().subList(expression.from(), expression.to()));
    return isColumn(tokens, known) || isMarkerOrLiteral(bare(withoutCast(tokens)));
  }

  private boolean isColumn(List<Token> tokens, Known known) {
    Token last = tokens.getLast();
    if (!last.isName() || !last.text().equals(discriminator)) {
      return false;
    }
    return (tokens.size() == 1 && known.alone())
        || (tokens.size() == 3 && tokens.get(1).isMark(".") && known.qualifiers().contains(tokens.getFirst().text()));
  }

  private boolean isMarkerOrLiteral(List<Token> tokens) {
    Token last = tokens.getLast();
    boolean negative = tokens.size() == 2 && tokens.getFirst().isOperator("-");
    if (tokens.size() != 1 && !negative) {
      return false;
    }
    if ((last.kind() == Kind.NUMBER && !last.text().startsWith("0")) || (last.kind() == Kind.STRING && !negative)) {
      return binds.isCheckedLiteral(last, negative);
    }
    if (negative) {
      return false;
    }
    if (last.kind() == Kind.PARAMETER) {
      return binds.isCheckedParameter(last.parameter()) || (reach == Reach.TENANT && binds.use(last.parameter()));
    }
    return last.is("null") && (reach == Reach.HOST || binds.isCheckedNull());
  }

  /** Cuts {@code AS label}. */
  Range withoutLabel(Range item) {
    boolean labelled = item.to() - item.from() > 2 && lexed.tokens().get(item.to() - 2).is("as");
    return labelled ? new Range(item.from(), item.to() - 2) : item;
  }

  private List<Token> bare(List<Token> tokens) {
    List<Token> bare = tokens;
    while (bare.size() > 2
        && bare.getFirst().isMark("(")
        && lexed.partner(bare.getFirst().index()) == bare.getLast().index()) {
      bare = bare.subList(1, bare.size() - 1);
    }
    return bare;
  }

  /** Cuts a cast, in one of its two forms, to a type that keeps an id what it is. */
  private List<Token> withoutCast(List<Token> tokens) {
    int size = tokens.size();
    if (size > 2 && tokens.get(size - 2).isMark("::") && tokens.getLast().isAny(KEEPING_TYPES)) {
      return tokens.subList(0, size - 2);
    }
    boolean cast =
        size > 5
            && tokens.getFirst().is("cast")
            && tokens.get(1).isMark("(")
            && lexed.partner(tokens.get(1).index()) == tokens.getLast().index()
            && tokens.get(size - 3).is("as")
            && tokens.get(size - 2).isAny(KEEPING_TYPES);
    return cast ? tokens.subList(2, size - 3) : tokens;
  }
}
