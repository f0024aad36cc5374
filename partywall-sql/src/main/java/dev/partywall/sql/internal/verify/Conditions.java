package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.verify.Condition.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the conditions that a row must meet for a boolean expression to be true, whatever else stands in it. */
final class Conditions {

  private final Lexed lexed;
  private final String discriminator;

  Conditions(Lexed lexed, String discriminator) {
    this.lexed = lexed;
    this.discriminator = discriminator;
  }

  /** The conditions on discriminators among the operands of the outermost ANDs. */
  List<Condition> in(Range expression) {
    List<Condition> found = new ArrayList<>();
    collect(expression, found);
    return found;
  }

  private void collect(Range expression, List<Condition> found) {
    for (Range operand : operands(expression)) {
      Range inside = insideBrackets(operand);
      if (inside == null) {
        condition(operand).ifPresent(found::add);
      } else {
        collect(inside, found);
      }
    }
  }

  /** The operands of the outermost ANDs; none if there is an OR beside them, which binds less. */
  private List<Range> operands(Range expression) {
    List<Range> operands = new ArrayList<>();
    Cursor cursor = new Cursor(lexed, expression);
    int start = cursor.at();
    int cases = 0;
    int betweens = 0;
    while (!cursor.atEnd()) {
      boolean outside = cases == 0 && cursor.isKeyword();
      if (cursor.at("case") && cursor.isKeyword()) {
        cases++;
      } else if (cursor.at("end") && cursor.isKeyword()) {
        cases--;
      } else if (outside && cursor.at("or")) {
        return List.of();
      } else if (outside && cursor.at("between")) {
        betweens++;
      } else if (outside && cursor.at("and") && betweens > 0) {
        betweens--;
      } else if (outside && cursor.at("and")) {
        operands.add(new Range(start, cursor.at()));
        start = cursor.at() + 1;
      }
      cursor.skip();
    }
    operands.add(new Range(start, cursor.at()));
    return cases == 0 && betweens == 0 ? operands : List.of();
  }

  private @Nullable Range insideBrackets(Range operand) {
    boolean whole =
        !operand.isEmpty()
            && lexed.tokens().get(operand.from()).isMark("(")
            && lexed.partner(operand.from()) == operand.to() - 1;
    return whole ? new Range(operand.from() + 1, operand.to() - 1) : null;
  }

  /** Reads exactly {@code q.d = ?}, {@code q.d = ANY (?)} or {@code q.d IS NULL}; q can have a schema. */
  private Optional<Condition> condition(Range operand) {
    List<Token> tokens = lexed.tokens().subList(operand.from(), Math.max(operand.from(), operand.to()));
    String schema = null;
    if (tokens.size() > 2 && isQualified(tokens.subList(2, tokens.size()))) {
      if (!isQualified(tokens)) {
        return Optional.empty();
      }
      schema = tokens.getFirst().text();
      tokens = tokens.subList(2, tokens.size());
    }
    if (!isQualified(tokens) || !tokens.get(2).text().equals(discriminator)) {
      return Optional.empty();
    }
    String qualifier = tokens.getFirst().text();
    return comparison(schema, qualifier, tokens.subList(3, tokens.size()));
  }

  private static Optional<Condition> comparison(@Nullable String schema, String qualifier, List<Token> rest) {
    if (rest.size() != 2 && rest.size() != 5) {
      return Optional.empty();
    }
    boolean equal = rest.get(0).isOperator("=");
    Token value = rest.get(1);
    if (rest.size() == 5) {
      boolean any = equal && value.is("any") && rest.get(2).isMark("(") && isMarker(rest.get(3));
      return any ? Optional.of(new Condition(schema, qualifier, Form.ANY, rest.get(3).parameter())) : Optional.empty();
    }
    if (equal && isMarker(value)) {
      return Optional.of(new Condition(schema, qualifier, Form.EQUAL, value.parameter()));
    }
    boolean isNull = rest.get(0).is("is") && value.is("null");
    return isNull ? Optional.of(new Condition(schema, qualifier, Form.NULL, 0)) : Optional.empty();
  }

  /** Whether a name, a dot and a name begin here. */
  private static boolean isQualified(List<Token> tokens) {
    return tokens.size() > 2 && tokens.get(0).isName() && tokens.get(1).isMark(".") && tokens.get(2).isName();
  }

  private static boolean isMarker(Token token) {
    return token.kind() == Token.Kind.PARAMETER;
  }
}
