package dev.partywall.model.internal.table;

import dev.partywall.model.MappingException;
import dev.partywall.model.internal.mapping.Codec;
import dev.partywall.model.internal.mapping.Property;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A property and the codec that fits its column.
 *
 * @param property the property
 * @param codec for the stored values
 */
public record Cell(Property property, Codec codec) {

  /** Sets a parameter to a property's value. */
  public void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
    codec.set(statement, index, property.shape().toStored(value));
  }

  /** Sets a parameter to a value that is one to store already. */
  public void setStored(PreparedStatement statement, int index, @Nullable Object stored) throws SQLException {
    codec.set(statement, index, stored);
  }

  /** Reads a property's value. */
  public @Nullable Object get(ResultSet rows, int index) throws SQLException {
    return toProperty(codec.get(rows, index));
  }

  /** Reads a value as it is stored. */
  @Nullable Object getStored(ResultSet rows, int index) throws SQLException {
    return codec.get(rows, index);
  }

  /** A stored value as the property's. */
  @Nullable Object toProperty(@Nullable Object stored) {
    if (stored == null && property.shape().primitive()) {
      throw new MappingException(
          property.toString(),
          "column "
              + property.column()
              + " is NULL in a row, and a "
              + property.shape().type()
              + " cannot be: declare it as "
              + property.shape().boxed().getSimpleName());
    }
    return property.shape().toProperty(stored);
  }
}
