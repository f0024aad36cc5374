package dev.partywall.model.internal.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types that are mapped without a converter. */
public final class Codecs {

  private static final Map<Class<?>, Codec> SCALARS =
      Stream.of(
              scalar(
                  Boolean.class, Types.BOOLEAN, Set.of("bool"), PreparedStatement::setBoolean, ResultSet::getBoolean),
              scalar(Short.class, Types.SMALLINT, ColumnTypes.SHORTS, PreparedStatement::setShort, ResultSet::getShort),
              scalar(Integer.class, Types.INTEGER, ColumnTypes.INTS, PreparedStatement::setInt, ResultSet::getInt),
              scalar(Long.class, Types.BIGINT, ColumnTypes.LONGS, PreparedStatement::setLong, ResultSet::getLong),
              scalar(Float.class, Types.REAL, ColumnTypes.FLOATS, PreparedStatement::setFloat, ResultSet::getFloat),
              scalar(
                  Double.class, Types.DOUBLE, ColumnTypes.DOUBLES, PreparedStatement::setDouble, ResultSet::getDouble),
              scalar(
                  BigDecimal.class,
                  Types.NUMERIC,
                  ColumnTypes.DECIMALS,
                  PreparedStatement::setBigDecimal,
                  ResultSet::getBigDecimal),
              scalar(
                  BigInteger.class,
                  Types.NUMERIC,
                  ColumnTypes.DECIMALS,
                  (s, i, value) -> s.setBigDecimal(i, new BigDecimal(value)),
                  mapped(ResultSet::getBigDecimal, BigDecimal::toBigIntegerExact)),
              scalar(byte[].class, Types.BINARY, Set.of("bytea"), PreparedStatement::setBytes, ResultSet::getBytes),
              object(UUID.class, Types.OTHER, "uuid"),
              object(LocalDate.class, Types.DATE, "date"),
              object(LocalTime.class, Types.TIME, "time"),
              object(OffsetTime.class, Types.TIME_WITH_TIMEZONE, "timetz"),
              object(LocalDateTime.class, Types.TIMESTAMP, "timestamp"),
              object(OffsetDateTime.class, Types.TIMESTAMP_WITH_TIMEZONE, "timestamptz"),
              scalar(
                  Instant.class,
                  Types.TIMESTAMP_WITH_TIMEZONE,
                  Set.of("timestamptz"),
                  (s, i, value) -> s.setObject(i, value.atOffset(ZoneOffset.UTC)),
                  mapped((r, i) -> r.getObject(i, OffsetDateTime.class), OffsetDateTime::toInstant)),
              scalar(
                  Character.class,
                  Types.VARCHAR,
                  ColumnTypes.TEXTS,
                  (s, i, value) -> s.setString(i, value.toString()),
                  mapped(ResultSet::getString, Codecs::character)))
          .collect(Collectors.toUnmodifiableMap(Codec::type, Function.identity()));

  private Codecs() {}

  /**
   * The codec for a class.
   *
   * @param type the values' class
   * @param columnType PostgreSQL's name of the column's type; null if it is not known
   * @return null if values of the class cannot be stored
   */
  public static @Nullable Codec of(Class<?> type, @Nullable String columnType) {
    Class<?> boxed = Boxes.box(type);
    Codec scalar = SCALARS.get(boxed);
    if (scalar != null) {
      return scalar;
    }
    if (boxed == String.class) {
      return columnType == null || ColumnTypes.TEXTS.contains(columnType) ? Text.PLAIN : Text.UNTYPED;
    }
    if (boxed.isEnum()) {
      return new Named(boxed);
    }
    if (boxed.isArray() && SCALARS.containsKey(boxed.getComponentType()) || boxed == String[].class) {
      return new Elements(boxed, columnType);
    }
    return null;
  }

  @FunctionalInterface
  private interface Setter<V> {
    void set(PreparedStatement statement, int index, V value) throws SQLException;
  }

  @FunctionalInterface
  private interface Getter<V extends @Nullable Object> {
    V get(ResultSet rows, int index) throws SQLException;
  }

  private static <V> Codec scalar(
      Class<V> type, int sqlType, Set<String> columns, Setter<V> setter, Getter<? extends @Nullable V> getter) {
    return new Scalar<>(type, sqlType, columns, setter, getter);
  }

  private static <V> Codec object(Class<V> type, int sqlType, String column) {
    return scalar(
        type, sqlType, Set.of(column), PreparedStatement::setObject, (rows, index) -> rows.getObject(index, type));
  }

  private static <S, V> Getter<@Nullable V> mapped(Getter<@Nullable S> getter, Function<S, V> mapping) {
    return (rows, index) -> {
      S stored = getter.get(rows, index);
      return stored == null ? null : mapping.apply(stored);
    };
  }

  private static Character character(String text) {
    return text.isEmpty() ? ' ' : text.charAt(0);
  }

  private record Scalar<V>(
      Class<V> type, int sqlType, Set<String> columns, Setter<V> setter, Getter<? extends @Nullable V> getter)
      implements Codec {

    @Override
    public void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
      if (value == null) {
        statement.setNull(index, sqlType);
      } else {
        setter.set(statement, index, type.cast(value));
      }
    }

    @Override
    public @Nullable Object get(ResultSet rows, int index) throws SQLException {
      V value = getter.get(rows, index);
      return value == null || rows.wasNull() ? null : value;
    }

    @Override
    public boolean fits(String columnType) {
      return columns.contains(columnType);
    }

    @Override
    public String fitting() {
      return columns.stream().filter(name -> !name.endsWith("serial")).sorted().collect(Collectors.joining(", "));
    }
  }

  private enum Text implements Codec {
    PLAIN,
    /** The server takes it for what the place needs: json, inet, a type of the schema. */
    UNTYPED;

    @Override
    public Class<?> type() {
      return String.class;
    }

    @Override
    public void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
      if (this == PLAIN) {
        statement.setString(index, (String) value);
      } else {
        statement.setObject(index, value, Types.OTHER);
      }
    }

    @Override
    public @Nullable Object get(ResultSet rows, int index) throws SQLException {
      return rows.getString(index);
    }

    @Override
    public boolean fits(String columnType) {
      return ColumnTypes.isWritten(columnType);
    }

    @Override
    public String fitting() {
      return "text, varchar, jsonb or another type that is written as text";
    }
  }

  private record Named(Class<?> type) implements Codec {

    @Override
    public void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
      statement.setObject(index, value == null ? null : ((Enum<?>) value).name(), Types.OTHER);
    }

    @Override
    public @Nullable Object get(ResultSet rows, int index) throws SQLException {
      String name = rows.getString(index);
      return name == null ? null : Values.constant(type, name);
    }

    @Override
    public boolean fits(String columnType) {
      return ColumnTypes.isNamed(columnType);
    }

    @Override
    public String fitting() {
      return "text, varchar or an enum of the schema";
    }
  }

  private record Elements(Class<?> type, @Nullable String columnType) implements Codec {

    private static final Map<Class<?>, String> NAMES =
        Map.of(
            String.class, "text",
            Boolean.class, "bool",
            Short.class, "int2",
            Integer.class, "int4",
            Long.class, "int8",
            Float.class, "float4",
            Double.class, "float8",
            BigDecimal.class, "numeric",
            UUID.class, "uuid");

    @Override
    public void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
      if (value == null) {
        statement.setNull(index, Types.ARRAY);
      } else {
        statement.setArray(index, statement.getConnection().createArrayOf(element(), (Object[]) value));
      }
    }

    private String element() {
      return columnType != null && columnType.startsWith("_")
          ? columnType.substring(1)
          : NAMES.getOrDefault(type.getComponentType(), "text");
    }

    @Override
    public @Nullable Object get(ResultSet rows, int index) throws SQLException {
      java.sql.Array array = rows.getArray(index);
      return array == null ? null : Values.elements((Object[]) array.getArray(), type);
    }

    @Override
    public boolean fits(String column) {
      Codec element = of(type.getComponentType(), null);
      return column.startsWith("_") && element != null && element.fits(column.substring(1));
    }

    @Override
    public String fitting() {
      return "an array of such values";
    }
  }
}
