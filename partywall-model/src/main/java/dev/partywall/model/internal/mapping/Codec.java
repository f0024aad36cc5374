package dev.partywall.model.internal.mapping;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How values of one type go into statements and come out of rows. */
public interface Codec {

  /** The values' class; never a primitive one. */
  Class<?> type();

  /** Sets a parameter. The value is of this codec's class. */
  void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException;

  /** Reads a column. */
  @Nullable Object get(ResultSet rows, int index) throws SQLException;

  /** A value as an element of the driver's arrays. */
  default Object element(Object value) {
    return value instanceof Enum<?> constant ? constant.name() : value;
  }

  /** Whether a column of this type can hold the values. */
  boolean fits(String columnType);

  /** What columns fit, for people. */
  String fitting();
}
