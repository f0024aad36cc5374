package dev.partywall.jdbc.oracle.generator;

import dev.partywall.jdbc.oracle.generator.Visible.Col;
import dev.partywall.jdbc.oracle.generator.Visible.Scope;
import dev.partywall.jdbc.oracle.generator.Visible.Table;
import java.util.ArrayList;
import java.util.List;

/** Random FROM clauses: every kind of source, every kind of join, nested either way. */
final class Sources {

  private static final String[] JOINS = {
    "join", "inner join", "left join", "left outer join", "right join", "full join"
  };

  private final Dice dice;
  private final Queries queries;

  Sources(Dice dice, Queries queries) {
    this.dice = dice;
    this.queries = queries;
  }

  /** A part of FROM and what it makes visible. */
  record Part(String sql, List<Visible> visible) {}

  Part from(Scope scope, int depth) {
    Part part = item(scope, depth);
    while (depth > 0 && dice.percent(20)) {
      Part next = item(scope.with(part.visible()), depth - 1);
      part = new Part(part.sql() + ", " + next.sql(), both(part, next));
    }
    return part;
  }

  private Part item(Scope scope, int depth) {
    return depth > 0 && dice.percent(45) ? join(scope, depth) : leaf(scope, depth);
  }

  private Part join(Scope scope, int depth) {
    Part left = bracketed(item(scope, depth - 1));
    Part right = bracketed(item(scope, depth - 1));
    List<Visible> visible = both(left, right);
    if (dice.percent(12)) {
      return new Part(left.sql() + " cross join " + right.sql(), visible);
    }
    if (dice.percent(15) && hasId(left) && hasId(right)) {
      return new Part(left.sql() + " " + dice.one(JOINS) + " " + right.sql() + " using (id)", visible);
    }
    String kind = dice.one(JOINS);
    Scope on = new Scope(visible, scope.outer(), scope.ctes());
    String condition = kind.startsWith("full") ? equality(left, right) : queries.expressions().condition(on, depth - 1);
    return new Part(left.sql() + " " + kind + " " + right.sql() + " on " + condition, visible);
  }

  /** FULL joins need a condition that can be hashed. */
  private String equality(Part left, Part right) {
    return ints(left).isEmpty() || ints(right).isEmpty()
        ? "true"
        : dice.one(ints(left)) + " = " + dice.one(ints(right));
  }

  private static List<String> ints(Part part) {
    List<String> found = new ArrayList<>();
    for (Visible source : part.visible()) {
      source.columns().stream()
          .filter(c -> c.type() == Type.INT)
          .forEach(c -> found.add(source.alias() + "." + c.name()));
    }
    return found;
  }

  private static boolean hasId(Part part) {
    return part.visible().size() == 1
        && part.visible().getFirst().columns().stream().anyMatch(c -> c.name().equals("id"));
  }

  private Part bracketed(Part part) {
    boolean join = part.visible().size() > 1;
    return join ? new Part("(" + part.sql() + ")", part.visible()) : part;
  }

  private Part leaf(Scope scope, int depth) {
    if (depth > 0 && dice.percent(20)) {
      return derived(scope, depth);
    }
    if (dice.percent(6)) {
      String alias = dice.name("g");
      return new Part("generate_series(1, 4) " + alias + "(id)", List.of(ints(alias)));
    }
    if (dice.percent(5) || !dice.oneMoreTable()) {
      String alias = dice.name("v");
      return new Part("(values (1), (3), (null)) " + alias + "(id)", List.of(ints(alias)));
    }
    return table(scope);
  }

  private static Visible ints(String alias) {
    return new Visible(alias, List.of(new Col("id", Type.INT)), false);
  }

  private Part derived(Scope scope, int depth) {
    String alias = dice.name("d");
    boolean lateral = dice.percent(30);
    Scope inner = lateral ? scope.inside() : new Scope(List.of(), scope.outer(), scope.ctes()).inside();
    String query = queries.query(List.of(Type.INT, Type.TEXT), inner, depth - 1);
    List<Col> columns = List.of(new Col("id", Type.INT), new Col("t", Type.TEXT));
    String sql = (lateral ? "lateral " : "") + "(" + query + ") " + alias + "(id, t)";
    return new Part(sql, List.of(new Visible(alias, columns, false)));
  }

  private Part table(Scope scope) {
    Table named = dice.one(!scope.ctes().isEmpty() && dice.percent(35) ? scope.ctes() : Tables.ALL);
    String alias = dice.name(dice.one("x", "orders", "a", "c"));
    List<Table> hiding = scope.ctes().stream().filter(cte -> cte.name().equals(named.name())).toList();
    Table table = hiding.isEmpty() ? named : hiding.getLast();
    return new Part(
        table.name() + dice.one(" ", " as ", "\n  ") + alias,
        List.of(new Visible(alias, table.columns(), table.discriminated())));
  }

  private static List<Visible> both(Part left, Part right) {
    List<Visible> all = new ArrayList<>(left.visible());
    all.addAll(right.visible());
    return all;
  }
}
