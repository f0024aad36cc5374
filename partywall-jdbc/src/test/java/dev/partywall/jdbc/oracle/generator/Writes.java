package dev.partywall.jdbc.oracle.generator;

import dev.partywall.jdbc.oracle.generator.Sources.Part;
import dev.partywall.jdbc.oracle.generator.Visible.Col;
import dev.partywall.jdbc.oracle.generator.Visible.Scope;
import dev.partywall.jdbc.oracle.generator.Visible.Table;
import java.util.ArrayList;
import java.util.List;

/** Random writes. What they write never depends on chance: SET uses the target's columns only. */
final class Writes {

  private final Dice dice;
  private final Queries queries;

  Writes(Dice dice, Queries queries) {
    this.dice = dice;
    this.queries = queries;
  }

  String write(int depth) {
    Scope outside = new Scope(List.of(), null, List.of());
    return dice.call(() -> insert(outside, depth), () -> update(outside, depth), () -> delete(outside, depth));
  }

  private String insert(Scope scope, int depth) {
    Table table = dice.one(Tables.WRITABLE);
    Col text = first(table, Type.TEXT);
    String columns = dice.percent(50) ? "(id, " + text.name() + ")" : "(" + text.name() + ", id)";
    boolean idFirst = columns.startsWith("(id");
    String source = dice.percent(40) ? values(scope, depth, idFirst) : select(scope, depth, idFirst);
    return "insert into "
        + table.name()
        + " as n "
        + columns
        + " "
        + source
        + conflict(table, text)
        + returning("n", table);
  }

  private String values(Scope scope, int depth, boolean idFirst) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i <= dice.upTo(3); i++) {
      int id = dice.percent(30) ? 1 + i : 900 + i;
      String text = queries.expressions().any(Type.TEXT, scope.inside(), depth - 1);
      rows.add(idFirst ? "(" + id + ", " + text + ")" : "(" + text + ", " + id + ")");
    }
    return "values " + String.join(", ", rows);
  }

  private String select(Scope scope, int depth, boolean idFirst) {
    int offset = dice.percent(70) ? 1000 : 0;
    String rows = queries.query(List.of(Type.INT, Type.TEXT), scope.inside(), depth);
    // One row for each id, so that it does not matter which comes first.
    String list = idFirst ? "q.i + " + offset + ", max(q.t)" : "max(q.t), q.i + " + offset;
    return "select " + list + " from (" + rows + ") q(i, t) where q.i is not null group by q.i";
  }

  private String conflict(Table table, Col text) {
    if (table.name().startsWith("archive") || dice.percent(40)) {
      return "";
    }
    return dice.call(
        () -> " on conflict do nothing",
        () -> " on conflict (tenant_id, id) do nothing",
        // One row is not to be met twice, which is an error that depends on the rows' order.
        () ->
            " on conflict (tenant_id, id) do update set "
                + text.name()
                + " = 'met'"
                + dice.one("", " where n.id > 2 or true"));
  }

  private String update(Scope scope, int depth) {
    Table table = dice.one(Tables.WRITABLE);
    String alias = dice.name("u");
    Visible target = new Visible(alias, table.columns(), true);
    Col text = first(table, Type.TEXT);
    Scope own = new Scope(List.of(target), null, List.of());
    String set = text.name() + " = " + queries.expressions().any(Type.TEXT, own, depth - 1);
    Part from = dice.percent(45) ? queries.sources().from(scope, depth - 1) : null;
    return "update "
        + table.name()
        + dice.one(" ", " as ")
        + alias
        + " set "
        + set
        + (from == null ? "" : " from " + from.sql())
        + where(target, from, depth)
        + returning(alias, table);
  }

  private String delete(Scope scope, int depth) {
    Table table = dice.one(Tables.WRITABLE);
    String alias = dice.name("u");
    Visible target = new Visible(alias, table.columns(), true);
    // Joins in USING are refused; several sources are not.
    Part using = dice.percent(45) ? queries.sources().from(scope, 0) : null;
    return "delete from "
        + table.name()
        + dice.one(" ", " as ")
        + alias
        + (using == null ? "" : " using " + using.sql())
        + where(target, using, depth)
        + returning(alias, table);
  }

  private String where(Visible target, Part from, int depth) {
    if (dice.percent(15)) {
      return "";
    }
    List<Visible> visible = new ArrayList<>(List.of(target));
    if (from != null) {
      visible.addAll(from.visible());
    }
    return " where " + queries.expressions().condition(new Scope(visible, null, List.of()), depth);
  }

  private String returning(String alias, Table table) {
    return dice.percent(35)
        ? " returning " + alias + "." + dice.one(table.columns()).name() + ", " + alias + ".tenant_id"
        : "";
  }

  private static Col first(Table table, Type type) {
    return table.columns().stream().filter(c -> c.type() == type).findFirst().orElseThrow();
  }
}
