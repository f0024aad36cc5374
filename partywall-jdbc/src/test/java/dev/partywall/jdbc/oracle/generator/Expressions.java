package dev.partywall.jdbc.oracle.generator;

import dev.partywall.jdbc.oracle.generator.Visible.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Random expressions. */
final class Expressions {

  private static final String[] COMPARISONS = {"=", "<>", "<", ">", "<=", ">=", "is distinct from"};
  private static final String[] WORDS = {
    "'EU'", "'open'", "'a'", "'c'", "'Customer 1'", "'it''s'", "'tenant_id = 1'", "'?'"
  };

  private final Dice dice;
  private final Queries queries;

  Expressions(Dice dice, Queries queries) {
    this.dice = dice;
    this.queries = queries;
  }

  String any(Type type, Scope scope, int depth) {
    return type == Type.INT ? number(scope, depth) : text(scope, depth);
  }

  private String number(Scope scope, int depth) {
    if (depth <= 0 || dice.percent(50)) {
      return dice.percent(75) ? column(Type.INT, scope) : dice.percent(30) ? "?" : String.valueOf(dice.upTo(12));
    }
    return dice.call(
        () -> "(" + number(scope, depth - 1) + dice.one(" + ", " - ", "-", " % 7 + ") + number(scope, depth - 1) + ")",
        () -> "coalesce(" + number(scope, depth - 1) + ", " + dice.upTo(5) + ")",
        () -> "case when " + condition(scope, depth - 1) + " then " + number(scope, depth - 1) + " else 0 end",
        () -> "length(" + text(scope, depth - 1) + ")",
        () ->
            "(select "
                + dice.one("max", "min", "count", "sum")
                + "(v) from ("
                + queries.query(List.of(Type.INT), scope.inside(), depth - 1)
                + ") "
                + dice.name("s")
                + "(v))",
        () ->
            "(select count(*) from ("
                + queries.query(List.of(Type.TEXT), scope.inside(), depth - 1)
                + ") "
                + dice.name("s")
                + ")");
  }

  private String text(Scope scope, int depth) {
    if (depth <= 0 || dice.percent(60)) {
      return dice.percent(75) ? column(Type.TEXT, scope) : dice.one(WORDS);
    }
    return dice.call(
        () -> "(" + text(scope, depth - 1) + " || " + text(scope, depth - 1) + ")",
        () -> "upper(" + text(scope, depth - 1) + ")",
        () -> "cast(" + number(scope, depth - 1) + " as text)",
        () -> "case when " + condition(scope, depth - 1) + " then " + text(scope, depth - 1) + " end",
        () ->
            "(select max(v) from ("
                + queries.query(List.of(Type.TEXT), scope.inside(), depth - 1)
                + ") "
                + dice.name("s")
                + "(v))");
  }

  /** A column in reach, from outer blocks too; a constant where there is none. */
  private String column(Type type, Scope scope) {
    List<String> found = new ArrayList<>();
    for (Scope level = scope; level != null; level = level.outer()) {
      for (Visible source : level.sources()) {
        source.columns().stream()
            .filter(c -> c.type() == type)
            .forEach(c -> found.add(source.alias() + "." + c.name()));
      }
      if (!found.isEmpty() && dice.percent(80)) {
        break;
      }
    }
    return found.isEmpty() ? type == Type.INT ? "3" : "'a'" : dice.one(found);
  }

  String condition(Scope scope, int depth) {
    if (depth > 0 && dice.percent(45)) {
      return compound(scope, depth);
    }
    return dice.call(
        () -> number(scope, depth - 1) + " " + dice.one(COMPARISONS) + " " + number(scope, depth - 1),
        () -> number(scope, depth - 1) + " " + dice.one(COMPARISONS) + " " + number(scope, depth - 1),
        () -> text(scope, depth - 1) + " " + dice.one("=", "<>", "is distinct from") + " " + text(scope, depth - 1),
        () -> text(scope, depth - 1) + dice.one("", " not") + " like '%" + dice.one("1", "o", "a") + "%'",
        () ->
            number(scope, depth - 1) + dice.one("", " not") + " between " + dice.upTo(4) + " and " + (4 + dice.upTo(5)),
        () -> column(dice.one(Type.values()), scope) + dice.one(" is null", " is not null"),
        () -> number(scope, depth - 1) + dice.one("", " not") + " in (1, 2, " + number(scope, depth - 1) + ")",
        () -> discriminator(scope),
        () -> dice.one("true", "false", "1 = 1"));
  }

  private String compound(Scope scope, int depth) {
    return dice.call(
        () -> condition(scope, depth - 1) + " and " + condition(scope, depth - 1),
        () -> condition(scope, depth - 1) + " or " + condition(scope, depth - 1),
        () -> "(" + condition(scope, depth - 1) + " or " + condition(scope, depth - 1) + ")",
        () -> "not (" + condition(scope, depth - 1) + ")",
        () -> dice.one("", "not ") + "exists (" + queries.query(List.of(Type.INT), scope.inside(), depth - 1) + ")",
        () -> number(scope, depth - 1) + " in (" + queries.query(List.of(Type.INT), scope.inside(), depth - 1) + ")",
        () -> text(scope, depth - 1) + " = any (" + queries.query(List.of(Type.TEXT), scope.inside(), depth - 1) + ")",
        () ->
            "("
                + number(scope, depth - 1)
                + ", "
                + text(scope, depth - 1)
                + ") in ("
                + queries.query(List.of(Type.INT, Type.TEXT), scope.inside(), depth - 1)
                + ")");
  }

  /** What a statement may well say of the discriminator: it must not matter. */
  private String discriminator(Scope scope) {
    List<String> found =
        scope.sources().stream()
            .filter(Visible::discriminated)
            .map(s -> s.alias() + ".tenant_id")
            .collect(Collectors.toCollection(ArrayList::new));
    if (found.isEmpty()) {
      return "true";
    }
    String left = dice.one(found);
    return dice.call(
        () -> left + dice.one(" = ", " <> ") + dice.one(found),
        () -> left + dice.one(" = ", " <> ", " >= ") + dice.one("1", "2", "3"),
        () -> left + dice.one(" is null", " in (1, 2)", " is not null"));
  }
}
