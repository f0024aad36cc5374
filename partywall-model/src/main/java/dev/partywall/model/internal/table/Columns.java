package dev.partywall.model.internal.table;

import dev.partywall.model.MappingException;
import dev.partywall.model.internal.mapping.Codec;
import dev.partywall.model.internal.mapping.Codecs;
import dev.partywall.model.internal.mapping.EntityType;
import dev.partywall.model.internal.mapping.Names;
import dev.partywall.model.internal.mapping.Property;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a table or of a query, in order.
 *
 * @param types the types by name
 */
public record Columns(Map<String, String> types) {

  private static final List<String> MARKS = List.of("bool", "timestamp", "timestamptz");

  /** The columns of rows. */
  static Columns of(ResultSetMetaData rows) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    for (int i = 1; i <= rows.getColumnCount(); i++) {
      types.putIfAbsent(rows.getColumnLabel(i), rows.getColumnTypeName(i));
    }
    return new Columns(types);
  }

  /**
   * The cells of all properties.
   *
   * @param where the table or the query, for people
   * @throws MappingException if a property has no column, or one of another type; it names all of them
   */
  List<Cell> cells(EntityType<?> entity, String where) {
    List<String> problems = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    for (Property property : entity.properties()) {
      Codec codec = codec(property, problems);
      if (codec != null) {
        cells.add(new Cell(property, codec));
      }
    }
    entity
        .deletedColumn()
        .filter(column -> where.startsWith("table "))
        .ifPresent(column -> checkMark(column, problems));
    if (!problems.isEmpty()) {
      throw new MappingException(entity.type().getSimpleName() + " (" + where + ")", problems);
    }
    return List.copyOf(cells);
  }

  private @Nullable Codec codec(Property property, List<String> problems) {
    String type = types.get(property.column());
    if (type == null) {
      problems.add(
          property
              + ": there is no column "
              + property.column()
              + Names.hint(property.column(), types.keySet())
              + "; there are "
              + Names.list(types.keySet())
              + ". Name the column with @Column, or leave the property out with @Ignored");
      return null;
    }
    Codec codec = Codecs.of(property.shape().stored(), type);
    if (codec == null || !codec.fits(type)) {
      problems.add(
          property
              + ": column "
              + property.column()
              + " is of type "
              + type
              + ", and a "
              + property.shape().stored().getSimpleName()
              + " needs "
              + (codec == null ? "a converter" : codec.fitting()));
      return null;
    }
    return codec;
  }

  private void checkMark(String column, List<String> problems) {
    String type = types.get(column);
    if (type == null) {
      problems.add("@SoftDelete: there is no column " + column + "; there are " + Names.list(types.keySet()));
    } else if (!MARKS.contains(type)) {
      problems.add("@SoftDelete: column " + column + " is of type " + type + ", and must be one of " + MARKS);
    }
  }
}
