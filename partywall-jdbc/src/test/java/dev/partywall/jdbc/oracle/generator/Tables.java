package dev.partywall.jdbc.oracle.generator;

import dev.partywall.jdbc.oracle.generator.Visible.Col;
import dev.partywall.jdbc.oracle.generator.Visible.Table;
import java.util.ArrayList;
import java.util.List;

/** The sample's tables, by what statements can do with them. */
final class Tables {

  /** Tables whose rows can be inserted with an id and a text. */
  static final List<Table> WRITABLE =
      List.of(
          table("a", true, "id x", "t"),
          table("b", true, "id x", "t"),
          table("templates", true, "id", "name body"),
          table("archive.orders", true, "id customer_id", "status note"),
          table("customers", true, "id parent_id", "name email region"),
          table("orders", true, "id customer_id", "status note"),
          table("products", true, "id stock", "name sku"));

  static final List<Table> ALL = all();

  private Tables() {}

  private static List<Table> all() {
    List<Table> all = new ArrayList<>(WRITABLE);
    all.addAll(
        List.of(
            table("a", true, "id x", "t"),
            table("public.b", true, "id x", "t"),
            table("contacts", true, "id customer_id", "kind value"),
            table("order_lines", true, "order_id line_no quantity", ""),
            table("events", true, "id amount", "kind"),
            table("events_2024", true, "id amount", "kind"),
            table("open_orders", true, "id customer_id", ""),
            table("\"Odd Names\"", true, "\"Id\"", "\"select\" \"a\"\"b\" \"Ü\""),
            table("countries", false, "", "code name region")));
    return List.copyOf(all);
  }

  private static Table table(String name, boolean discriminated, String ints, String texts) {
    List<Col> columns = new ArrayList<>();
    for (String column : ints.isEmpty() ? new String[0] : ints.split(" ")) {
      columns.add(new Col(column, Type.INT));
    }
    for (String column : texts.isEmpty() ? new String[0] : texts.split(" ")) {
      columns.add(new Col(column, Type.TEXT));
    }
    return new Table(name, columns, discriminated);
  }
}
