package dev.partywall.model.internal.table;

import dev.partywall.model.internal.mapping.Property;
import dev.partywall.model.internal.mapping.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads entities from rows whose columns are those of the properties, in their order. */
final class Reading {

  private Reading() {}

  static <T> T row(TablePlan<T> plan, ResultSet rows) throws SQLException {
    List<Cell> cells = plan.cells();
    @Nullable Object[] values = new Object[cells.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells.get(i).get(rows, i + 1);
    }
    return plan.entity().make(values);
  }

  static <T> List<T> all(TablePlan<T> plan, ResultSet rows) throws SQLException {
    List<T> found = new ArrayList<>();
    while (rows.next()) {
      found.add(row(plan, rows));
    }
    return found;
  }

  /** Rows as they are stored; the last column says whether they are marked, if the table has marks. */
  static List<StoredRow> stored(TablePlan<?> plan, ResultSet rows) throws SQLException {
    List<Cell> cells = plan.cells();
    List<StoredRow> found = new ArrayList<>();
    while (rows.next()) {
      List<@Nullable Object> values = new ArrayList<>(cells.size());
      for (int i = 0; i < cells.size(); i++) {
        values.add(cells.get(i).getStored(rows, i + 1));
      }
      found.add(new StoredRow(values, plan.mark() != null && rows.getBoolean(cells.size() + 1)));
    }
    return found;
  }

  /** An entity of values as they are stored, or as they come back from another process. */
  static <T> T entity(TablePlan<T> plan, List<@Nullable Object> stored) {
    List<Cell> cells = plan.cells();
    @Nullable Object[] values = new Object[cells.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = stored.get(i);
      Object own = value == null ? null : Values.copy(cells.get(i).property().shape().stored(), value);
      values[i] = cells.get(i).toProperty(own);
    }
    return plan.entity().make(values);
  }

  /** An entity with what a write gave back. */
  static <T> T back(TablePlan<T> plan, ResultSet row, List<Property> read, T entity) throws SQLException {
    @Nullable Object[] values = new Object[read.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = plan.cell(read.get(i)).get(row, i + 1);
    }
    return plan.entity().change(entity, read, values);
  }
}
