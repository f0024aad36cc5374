package dev.partywall.model.internal.table;

import dev.partywall.model.internal.mapping.Property;
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

  /** An entity with what a write gave back. */
  static <T> T back(TablePlan<T> plan, ResultSet row, List<Property> read, T entity) throws SQLException {
    @Nullable Object[] values = new Object[read.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = plan.cell(read.get(i)).get(row, i + 1);
    }
    return plan.entity().change(entity, read, values);
  }
}
