package dev.partywall.model.internal.table;

import dev.partywall.model.internal.mapping.EntityType;
import dev.partywall.model.internal.mapping.Keys;
import dev.partywall.model.internal.mapping.Property;
import dev.partywall.model.internal.mapping.Role.Kind;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * An entity in one table whose columns were seen: codecs and texts.
 *
 * @param <T> the entity
 */
public final class TablePlan<T> {

  private static final int REMEMBERED = 500;

  /**
   * Types of columns and classes of which the database and Java take the same values for equal. Not so padded text,
   * text that ignores case, numbers and times of more digits than are stored, UUIDs as text.
   */
  private static final Map<String, Set<Class<?>>> EXACT =
      Map.of(
          "int2", Set.of(Short.class, Integer.class, Long.class, BigInteger.class),
          "int4", Set.of(Integer.class, Long.class, BigInteger.class),
          "int8", Set.of(Long.class, BigInteger.class),
          "uuid", Set.of(UUID.class),
          "text", Set.of(String.class),
          "varchar", Set.of(String.class),
          "date", Set.of(LocalDate.class));

  private final EntityType<T> entity;
  private final String table;
  private final String discriminator;
  private final List<Cell> cells;
  private final List<Cell> keyCells;
  private final List<String> keyTypes;
  private final boolean exactKeys;
  private final List<Property> generated;
  private final long layout;
  private final boolean shareable;
  private final @Nullable Mark mark;
  private final Texts shown;
  private final Texts all;
  private final org.jooq.Table<?> jooqTable;
  private final List<Field<?>> columnFields;
  private final List<Field<Object>> fields;
  private final List<Field<?>> typedFields;
  private final Map<Object, String> rendered = new ConcurrentHashMap<>();

  TablePlan(EntityType<T> entity, Keys<?> keys, String table, String discriminator, Columns columns) {
    this.entity = entity;
    this.table = table;
    this.discriminator = discriminator;
    this.cells = columns.cells(entity, "table " + table);
    this.keyCells = keys.properties().stream().map(property -> cells.get(property.index())).toList();
    this.keyTypes =
        keys.properties().stream()
            .map(key -> columns.types().getOrDefault(key.column(), ""))
            .map(TablePlan::bare)
            .toList();
    this.exactKeys = IntStream.range(0, keyCells.size()).allMatch(this::isExact);
    this.generated =
        entity.properties().stream()
            .filter(property -> property.role().is(Kind.GENERATED) || property.column().equals(discriminator))
            .filter(property -> !property.role().is(Kind.KEY))
            .toList();
    this.mark =
        entity
            .deletedColumn()
            .map(column -> Mark.of(quote(column), columns.types().getOrDefault(column, "")))
            .orElse(null);
    this.layout = layout(entity.properties());
    this.shareable =
        entity.type().isRecord()
            && entity.properties().stream()
                .map(Property::shape)
                .allMatch(shape -> shape.converter() == null && !shape.stored().isArray());
    this.jooqTable = DSL.table(DSL.quotedName(table));
    this.columnFields =
        cells.stream().<Field<?>>map(cell -> DSL.field(DSL.quotedName(cell.property().column()))).toList();
    this.fields = cells.stream().map(cell -> CodecBinding.field(cell, Object.class)).toList();
    this.typedFields =
        cells.stream().<Field<?>>map(cell -> CodecBinding.field(cell, cell.property().shape().boxed())).toList();
    this.shown = new Texts(this, mark);
    this.all = mark == null ? shown : new Texts(this, null);
  }

  private static long layout(List<Property> properties) {
    long layout = 1;
    for (Property property : properties) {
      String described = property.column() + " " + property.shape().stored().getName();
      for (int i = 0; i < described.length(); i++) {
        layout = layout * 1_000_003 + described.charAt(i);
      }
    }
    return layout;
  }

  /** The type as arrays name it. */
  private static String bare(String type) {
    return switch (type) {
      case "bigserial" -> "int8";
      case "serial" -> "int4";
      case "smallserial" -> "int2";
      default -> type;
    };
  }

  /** PostgreSQL's name of the type of a part of the key. */
  String keyType(int part) {
    return keyTypes.get(part);
  }

  /** Whether the database takes keys for equal only if they are. */
  boolean hasExactKeys() {
    return exactKeys;
  }

  private boolean isExact(int part) {
    Class<?> type = keyCells.get(part).codec().type();
    return type.isEnum()
        ? keyTypes.get(part).equals("text") || keyTypes.get(part).equals("varchar")
        : EXACT.getOrDefault(keyTypes.get(part), Set.of()).contains(type);
  }

  /** Tells entities of different columns or types apart. */
  long layout() {
    return layout;
  }

  /** Whether several may use one entity: a record of values that nobody can change. */
  boolean isShareable() {
    return shareable;
  }

  EntityType<T> entity() {
    return entity;
  }

  String table() {
    return table;
  }

  String quoted() {
    return quote(table);
  }

  static String quote(String name) {
    return DSL.using(SQLDialect.POSTGRES).render(DSL.quotedName(name));
  }

  static String literal(String text) {
    return DSL.using(SQLDialect.POSTGRES).renderInlined(DSL.inline(text));
  }

  List<Cell> cells() {
    return cells;
  }

  /** The table, for jOOQ. */
  org.jooq.Table<?> jooqTable() {
    return jooqTable;
  }

  /** All columns, for queries that are read here. */
  List<Field<?>> columnFields() {
    return columnFields;
  }

  Field<Object> field(Property property) {
    return fields.get(property.index());
  }

  /** With the property's type. */
  Field<?> typedField(Property property) {
    return typedFields.get(property.index());
  }

  Cell cell(Property property) {
    return cells.get(property.index());
  }

  List<Cell> keyCells() {
    return keyCells;
  }

  /** What the database alone writes, and the discriminator, which the door fills: read back after writes. */
  List<Property> generated() {
    return generated;
  }

  boolean isDiscriminator(Property property) {
    return property.column().equals(discriminator);
  }

  Optional<Property> version() {
    return entity.only(Kind.VERSION);
  }

  Optional<Property> updated() {
    return entity.only(Kind.UPDATED);
  }

  Optional<Property> deleted() {
    return entity.only(Kind.DELETED);
  }

  @Nullable Mark mark() {
    return mark;
  }

  String quotedMark() {
    return quote(entity.deletedColumn().orElseThrow());
  }

  String columnList() {
    return cells.stream().map(cell -> quote(cell.property().column())).collect(Collectors.joining(", "));
  }

  /**
   * The texts.
   *
   * @param withDeleted whether marked rows are seen, too
   */
  Texts texts(boolean withDeleted) {
    return withDeleted ? all : shown;
  }

  /** A text that depends on more than the table, remembered by all that it depends on. */
  String rendered(Object key, Supplier<String> renderer) {
    String known = rendered.get(key);
    if (known != null) {
      return known;
    }
    String text = renderer.get();
    if (rendered.size() < REMEMBERED) {
      rendered.put(key, text);
    }
    return text;
  }
}
