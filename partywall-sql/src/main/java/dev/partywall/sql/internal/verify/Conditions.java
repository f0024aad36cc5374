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

  /** Reads exactly {@code q.d = ?}, {@code q.d = ANY (?)} or {@code q.d IS NULL}. */
  private Optional<Condition> condition(Range operand) {
    List<Token> tokens = lexed.tokens().subList(operand.from(), Math.max(operand.from(), operand.to()));
    if (tokens.size() < 5 || !isDiscriminator(tokens)) {
      return Optional.empty();
    }
    String qualifier = tokens.getFirst().text();
    Token operator = tokens.get(3);
    Token operand4 = tokens.get(4);
    if (tokens.size() == 5 && operator.isOperator("=") && isMarker(operand4)) {
      return Optional.of(new Condition(qualifier, Form.EQUAL, operand4.parameter()));
    }
    if (tokens.size() == 8 && operator.isOperator("=") && operand4.is("any") && isMarker(tokens.get(6))) {
      return Optional.of(new Condition(qualifier, Form.ANY, tokens.get(6).parameter()));
    }
    if (tokens.size() == 5 && operator.is("is") && operand4.is("null")) {
      return Optional.of(new Condition(qualifier, Form.NULL, 0));
    }
    return Optional.empty();
  }

  private boolean isDiscriminator(List<Token> tokens) {
    return tokens.get(0).isName()
        && tokens.get(1).isMark(".")
        && tokens.get(2).isName()
        && tokens.get(2).text().equals(discriminator);
  }

  private static boolean isMarker(Token token) {
    return token.kind() == Token.Kind.PARAMETER;
  }
}
