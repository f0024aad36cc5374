package dev.partywall.model.internal.table;

import dev.partywall.model.MappingException;
import dev.partywall.model.internal.mapping.Codec;
import dev.partywall.model.internal.mapping.Codecs;
import dev.partywall.model.internal.mapping.EntityType;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of plain SQL as objects of one class: by the names of the columns, or the only column where the class is one
 * that a column holds.
 *
 * @param <R> the class
 */
public final class Projections<R> {

  private static final int REMEMBERED = 500;
  private static final int SHOWN = 80;

  private final Class<R> type;
  private final @Nullable EntityType<R> entity;
  private final Map<String, Mapping> mappings = new ConcurrentHashMap<>();

  private Projections(Class<R> type, @Nullable EntityType<R> entity) {
    this.type = type;
    this.entity = entity;
  }

  /** Rows as entities. */
  public static <R> Projections<R> of(EntityType<R> entity) {
    return new Projections<>(entity.type(), entity);
  }

  /**
   * Rows as objects of a class.
   *
   * @throws MappingException if rows cannot be read as such
   */
  @SuppressWarnings("unchecked") // the box of the same class
  public static <R> Projections<R> of(Class<R> type) {
    Class<R> boxed = (Class<R>) MethodType.methodType(type).wrap().returnType();
    return Codecs.of(boxed, null) == null
        ? new Projections<>(boxed, EntityType.projection(boxed))
        : new Projections<>(boxed, null);
  }

  /** How the rows of one statement are read, as long as they have these columns. */
  private record Mapping(List<String> labels, List<Cell> cells, List<Integer> places, @Nullable Codec scalar) {}

  /** Runs a query. */
  public List<R> query(Connections connections, String sql, @Nullable Object... arguments) {
    return connections.call(
        "The query " + shortened(sql),
        connection ->
            Statements.query(connection, sql, statement -> bind(statement, arguments), rows -> read(sql, rows)));
  }

  /** The start of a text, for messages. */
  public static String shortened(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }

  private List<R> read(String sql, ResultSet rows) throws SQLException {
    Mapping mapping = mapping(sql, rows.getMetaData());
    List<R> found = new ArrayList<>();
    while (rows.next()) {
      found.add(row(mapping, rows));
    }
    return found;
  }

  @SuppressWarnings("NullAway") // a list of a column's values may hold null, as the column does
  private R row(Mapping mapping, ResultSet rows) throws SQLException {
    if (mapping.scalar() != null) {
      return type.cast(mapping.scalar().get(rows, 1));
    }
    List<Cell> cells = mapping.cells();
    @Nullable Object[] values = new Object[cells.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells.get(i).get(rows, mapping.places().get(i));
    }
    return entity.make(values);
  }

  private Mapping mapping(String sql, ResultSetMetaData rows) throws SQLException {
    List<String> labels = new ArrayList<>(rows.getColumnCount());
    for (int i = 1; i <= rows.getColumnCount(); i++) {
      labels.add(rows.getColumnLabel(i));
    }
    Mapping known = mappings.get(sql);
    if (known != null && known.labels().equals(labels)) {
      return known;
    }
    Mapping found = entity == null ? scalar(labels, rows) : of(entity, labels, rows);
    if (mappings.size() < REMEMBERED) {
      mappings.put(sql, found);
    }
    return found;
  }

  private static Mapping of(EntityType<?> entity, List<String> labels, ResultSetMetaData rows) throws SQLException {
    List<Cell> cells = Columns.of(rows).cells(entity, "query");
    List<Integer> places = cells.stream().map(cell -> labels.indexOf(cell.property().column()) + 1).toList();
    return new Mapping(labels, cells, places, null);
  }

  private Mapping scalar(List<String> labels, ResultSetMetaData rows) throws SQLException {
    Codec codec = Codecs.of(type, rows.getColumnTypeName(1));
    if (labels.size() != 1 || codec == null) {
      throw new MappingException(
          type.getSimpleName(), "it is read from one column, and the query gives " + labels + "; use a record");
    }
    return new Mapping(labels, List.of(), List.of(), codec);
  }

  /** Sets parameters to values of any class that is stored. */
  static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i] instanceof Optional<?> box ? box.orElse(null) : arguments[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object argument) throws SQLException {
    Object value = argument instanceof Collection<?> several ? array(several) : argument;
    Codec codec = value == null ? null : Codecs.of(value.getClass(), null);
    if (value == null) {
      statement.setNull(index, Types.NULL);
    } else if (codec == null) {
      statement.setObject(index, value);
    } else {
      codec.set(statement, index, value);
    }
  }

  private static Object array(Collection<?> several) {
    Object first = several.stream().<Object>map(element -> element).findFirst().orElse("");
    Object[] array = (Object[]) Array.newInstance(first.getClass(), several.size());
    return several.toArray(array);
  }
}
