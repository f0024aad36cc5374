package dev.partywall.jdbc.oracle.generator;

import dev.partywall.jdbc.oracle.generator.Sources.Part;
import dev.partywall.jdbc.oracle.generator.Visible.Col;
import dev.partywall.jdbc.oracle.generator.Visible.Scope;
import dev.partywall.jdbc.oracle.generator.Visible.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random queries. Their rows never depend on chance: a LIMIT comes with an order of all columns. */
final class Queries {

  private final Dice dice;
  private final Expressions expressions;
  private final Sources sources;

  Queries(Dice dice) {
    this.dice = dice;
    expressions = new Expressions(dice, this);
    sources = new Sources(dice, this);
  }

  Expressions expressions() {
    return expressions;
  }

  Sources sources() {
    return sources;
  }

  /** A query with these columns. */
  String query(List<Type> types, Scope scope, int depth) {
    if (depth > 0 && dice.percent(12)) {
      return with(types, scope, depth);
    }
    if (depth > 0 && dice.percent(15)) {
      String operation = dice.one(" union ", " union all ", " intersect ", " except ", " except all ");
      return operand(types, scope, depth) + operation + operand(types, scope, depth);
    }
    String block = block(types, scope, depth);
    return dice.percent(15) ? block + limited(types.size()) : block;
  }

  private String operand(List<Type> types, Scope scope, int depth) {
    return dice.percent(40) ? "(" + query(types, scope, depth - 1) + ")" : block(types, scope, depth - 1);
  }

  private String limited(int columns) {
    String order = IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return " order by " + order + " limit " + (1 + dice.upTo(6)) + (dice.percent(30) ? " offset 1" : "");
  }

  private String with(List<Type> types, Scope scope, int depth) {
    List<Table> ctes = new ArrayList<>(scope.ctes());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i <= dice.upTo(2); i++) {
      // Now and then the name hides a table.
      String name = dice.percent(40) ? dice.one("a", "b", "orders", "customers") : dice.name("w");
      if (texts.stream().anyMatch(text -> text.startsWith(name + "("))) {
        continue;
      }
      Scope visible = new Scope(List.of(), scope.outer(), List.copyOf(ctes));
      texts.add(name + "(id, t) as (" + query(List.of(Type.INT, Type.TEXT), visible.inside(), depth - 1) + ")");
      ctes.removeIf(table -> table.name().equals(name));
      ctes.add(new Table(name, List.of(new Col("id", Type.INT), new Col("t", Type.TEXT)), false));
    }
    Scope inner = new Scope(scope.sources(), scope.outer(), List.copyOf(ctes));
    return "with " + String.join(", ", texts) + " " + operand(types, inner, depth);
  }

  private String block(List<Type> types, Scope scope, int depth) {
    Part from = sources.from(scope, depth);
    Scope inner = new Scope(from.visible(), scope.outer(), scope.ctes());
    String where = dice.percent(65) ? " where " + expressions.condition(inner, depth) : "";
    if (dice.percent(15)) {
      return grouped(types, inner, from, where, depth);
    }
    String distinct = dice.percent(10) ? "distinct " : "";
    return "select " + distinct + list(types, inner, depth) + " from " + from.sql() + where;
  }

  private String list(List<Type> types, Scope scope, int depth) {
    return types.stream()
        .map(type -> type == Type.INT && dice.percent(8) ? window(scope) : expressions.any(type, scope, depth - 1))
        .collect(Collectors.joining(", "));
  }

  private String window(Scope scope) {
    String partition = expressions.any(Type.TEXT, scope, 0);
    return dice.one("count(*)", "rank()")
        + " over (partition by "
        + partition
        + " order by "
        + expressions.any(Type.INT, scope, 0)
        + ")";
  }

  private String grouped(List<Type> types, Scope scope, Part from, String where, int depth) {
    String list =
        types.stream()
            .map(
                type ->
                    (type == Type.INT ? dice.one("count", "max", "sum") : "max")
                        + "("
                        + expressions.any(type, scope, depth - 1)
                        + ")")
            .collect(Collectors.joining(", "));
    String column = expressions.any(Type.TEXT, scope, 0);
    String group = column.startsWith("'") ? "()" : column;
    String having = dice.percent(40) ? " having count(*) " + dice.one("> 1", "< 4", "is not null") : "";
    return "select " + list + " from " + from.sql() + where + " group by " + group + having;
  }
}
