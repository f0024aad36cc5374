package dev.partywall.model.internal.table;

import dev.partywall.model.internal.mapping.Property;
import dev.partywall.model.internal.mapping.Role.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statements of one table in SQL, rendered once. Parameters are in the order in which the text has them. */
final class Texts {

  private final TablePlan<?> plan;
  private final @Nullable Mark mark;

  final String selectByKey;
  final String selectByKeys;

  /** All rows with some keys, with whether they are marked after the columns. */
  final String storedByKeys;

  final String exists;
  final String versionByKey;
  final String deleteByKey;
  final String deleteByKeys;
  final String purgeByKey;
  final @Nullable String restoreByKey;

  /** All properties that an update stores, in their order; then version, then the time of the update. */
  final List<Property> stored;

  final String updateByKey;

  /**
   * @param mark the column that hides rows from reads, updates and deletes; null if none are hidden
   */
  Texts(TablePlan<?> plan, @Nullable Mark mark) {
    this.plan = plan;
    this.mark = mark;
    this.selectByKey = "select " + plan.columnList() + " from " + plan.quoted() + where(byKey());
    this.selectByKeys = "select " + plan.columnList() + " from " + plan.quoted() + where(byKeys());
    Mark marking = plan.mark();
    this.storedByKeys =
        "select "
            + plan.columnList()
            + (marking == null ? "" : ", " + marking.present())
            + " from "
            + plan.quoted()
            + " where "
            + byKeys();
    this.exists = "select 1 from " + plan.quoted() + where(byKey());
    this.versionByKey =
        plan.version().map(v -> "select " + quote(v) + " from " + plan.quoted() + where(byKey())).orElse("");
    this.purgeByKey = "delete from " + plan.quoted() + " where " + byKey();
    this.deleteByKey = removal() + where(byKey());
    this.deleteByKeys = removal() + where(byKeys());
    Mark marks = plan.mark();
    this.restoreByKey =
        marks == null
            ? null
            : "update "
                + plan.quoted()
                + " set "
                + marks.clear()
                + touched()
                + " where "
                + byKey()
                + " and "
                + marks.present();
    this.stored = plan.cells().stream().map(Cell::property).filter(Texts::isStoredByUpdates).toList();
    this.updateByKey = update(stored, plan.version().isPresent());
  }

  private static boolean isStoredByUpdates(Property property) {
    return property.role().is(Kind.PLAIN);
  }

  /** An update of a row; with the version's parameter last if it is checked. */
  String update(List<Property> properties, boolean checkVersion) {
    String sets =
        properties.stream().map(property -> quote(property) + " = ?").collect(Collectors.joining(", ")) + touched();
    if (sets.startsWith(", ")) {
      sets = sets.substring(2);
    }
    String condition = byKey() + (checkVersion ? " and " + quote(plan.version().orElseThrow()) + " = ?" : "");
    return "update " + plan.quoted() + " set " + sets + where(condition) + returning(plan.generated());
  }

  /** What every change of a row sets: the version, and the time of the update as the last parameter. */
  private String touched() {
    return plan.version().map(v -> ", " + quote(v) + " = " + quote(v) + " + 1").orElse("")
        + plan.updated().map(u -> ", " + quote(u) + " = ?").orElse("");
  }

  private String removal() {
    Mark marks = plan.mark();
    return marks == null
        ? "delete from " + plan.quoted()
        : "update " + plan.quoted() + " set " + marks.set() + touched();
  }

  /**
   * An insert of some rows.
   *
   * @param written the properties that have parameters; the others are the database's
   * @param sequences the keys that come from sequences
   * @param read what is read back
   */
  String insert(List<Property> written, List<Property> sequences, List<Property> read, int rows) {
    Mark unmarked = plan.deleted().isEmpty() ? plan.mark() : null;
    StringBuilder columns = new StringBuilder();
    StringBuilder row = new StringBuilder();
    for (Property property : written) {
      append(columns, quote(property));
      append(row, "?");
    }
    for (Property property : sequences) {
      append(columns, quote(property));
      append(row, "nextval(" + TablePlan.literal(property.role().sequence()) + ")");
    }
    if (unmarked != null) {
      append(columns, plan.quotedMark());
      append(row, unmarked.initial());
    }
    String head = "insert into " + plan.quoted();
    if (columns.isEmpty()) {
      return head + " default values" + returning(read);
    }
    String values = IntStream.range(0, rows).mapToObj(i -> "(" + row + ")").collect(Collectors.joining(", "));
    return head + " (" + columns + ") values " + values + returning(read);
  }

  private static void append(StringBuilder list, String item) {
    list.append(list.isEmpty() ? "" : ", ").append(item);
  }

  private String returning(List<Property> read) {
    return read.isEmpty() ? "" : " returning " + read.stream().map(this::quote).collect(Collectors.joining(", "));
  }

  private String where(String condition) {
    return " where " + condition + (mark == null ? "" : " and " + mark.absent());
  }

  private String byKey() {
    return plan.keyCells().stream().map(cell -> quote(cell.property()) + " = ?").collect(Collectors.joining(" and "));
  }

  /** By arrays, so that there is one text for any number of keys. */
  private String byKeys() {
    if (plan.keyCells().size() == 1) {
      return quote(plan.keyCells().getFirst().property()) + " = any (?)";
    }
    return "("
        + plan.keyCells().stream().map(cell -> quote(cell.property())).collect(Collectors.joining(", "))
        + ") in (select * from unnest("
        + plan.keyCells().stream().map(cell -> "?").collect(Collectors.joining(", "))
        + "))";
  }

  private String quote(Property property) {
    return TablePlan.quote(property.column());
  }
}
