package dev.partywall.model.internal.table;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.model.MappingException;
import dev.partywall.model.NoRowException;
import dev.partywall.model.StaleVersionException;
import dev.partywall.model.internal.mapping.EntityType;
import dev.partywall.model.internal.mapping.Keys;
import dev.partywall.model.internal.mapping.Property;
import dev.partywall.model.internal.mapping.Role.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the rows of one table by their keys: statements whose texts are rendered once.
 *
 * @param <T> the entity
 * @param <I> its key
 */
public final class Rows<T, I> {

  /** A table, column or type that is not what it was. */
  private static final Set<String> CHANGED_SCHEMA = Set.of("42P01", "42703", "42804", "42883");

  private final EntityType<T> entity;
  private final Keys<I> keys;
  private final String table;
  private final String discriminator;
  private final Connections connections;
  private final Stamps stamps;

  private volatile @Nullable TablePlan<T> plan;

  /**
   * @param table the table's name
   * @param discriminator the discriminator's name
   */
  public Rows(
      EntityType<T> entity, Keys<I> keys, String table, String discriminator, Connections connections, Stamps stamps) {
    this.entity = entity;
    this.keys = keys;
    this.table = table;
    this.discriminator = discriminator;
    this.connections = connections;
    this.stamps = stamps;
  }

  /** These rows in another table. */
  public Rows<T, I> in(String otherTable) {
    return new Rows<>(entity, keys, otherTable, discriminator, connections, stamps);
  }

  /** The table's name. */
  public String table() {
    return table;
  }

  /** The entity. */
  public EntityType<T> entity() {
    return entity;
  }

  /** Its keys. */
  public Keys<I> keys() {
    return keys;
  }

  /** Where connections come from. */
  public Connections connections() {
    return connections;
  }

  /**
   * What the table's columns were when it was first used.
   *
   * @throws MappingException if the entity does not fit
   */
  TablePlan<T> plan() {
    TablePlan<T> known = plan;
    return known != null ? known : connections.call("The table " + table, this::plan);
  }

  private TablePlan<T> plan(Connection connection) throws SQLException {
    TablePlan<T> known = plan;
    if (known != null) {
      return known;
    }
    String probe = "select * from " + TablePlan.quote(table) + " where false";
    Columns columns = Statements.query(connection, probe, statement -> {}, rows -> Columns.of(rows.getMetaData()));
    TablePlan<T> made = new TablePlan<>(entity, keys, table, discriminator, columns);
    plan = made;
    return made;
  }

  /** Work over a connection, with the plan. */
  @FunctionalInterface
  private interface Work<T, R extends @Nullable Object> {
    R with(Connection connection, TablePlan<T> plan) throws SQLException;
  }

  private <R extends @Nullable Object> R call(String what, Work<T, R> work) {
    try {
      return connections.call(what, connection -> work.with(connection, plan(connection)));
    } catch (RuntimeException e) {
      forgetIfChanged(e);
      throw e;
    }
  }

  /** After a change of the schema the next use looks at the table again, and tells what does not fit. */
  void forgetIfChanged(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException reason && CHANGED_SCHEMA.contains(String.valueOf(reason.getSQLState()))) {
        plan = null;
      }
    }
  }

  private String doing(String verb) {
    return verb + " " + entity.type().getSimpleName() + " in table " + table;
  }

  /** Stores new rows. */
  public List<T> insert(List<? extends T> entities) {
    if (entities.isEmpty()) {
      return List.of();
    }
    if (entities.size() == 1) {
      return insertNow(entities);
    }
    return connections.transaction(() -> insertNow(entities));
  }

  /** The keys of entities. */
  public List<I> keysOf(List<? extends T> entities) {
    List<I> all = new ArrayList<>();
    entities.forEach(one -> all.add(keys.in(one)));
    return all;
  }

  /** The keys that entities have before they are stored. */
  public List<I> knownKeys(List<? extends T> entities) {
    List<T> known = new ArrayList<>();
    for (T one : entities) {
      if (keys.properties().stream().noneMatch(property -> property.isUnset(property.get(one)))) {
        known.add(one);
      }
    }
    return keysOf(known);
  }

  private List<T> insertNow(List<? extends T> entities) {
    return call(doing("Inserting"), (connection, known) -> new Inserts<>(known, stamps).insert(connection, entities));
  }

  /** The row with a key; null if there is none. */
  public @Nullable T get(I key, boolean withDeleted) {
    Object[] stored = keys.stored(key);
    return call(
        doing("Reading"),
        (connection, known) ->
            Statements.query(
                connection,
                known.texts(withDeleted).selectByKey,
                statement -> bindKey(known, statement, 1, stored),
                rows -> rows.next() ? Reading.row(known, rows) : null));
  }

  /** The rows with some keys, as they come. */
  public Map<I, T> getAll(Collection<I> wanted, boolean withDeleted) {
    Map<I, T> found = new HashMap<>();
    if (!wanted.isEmpty() && !hasExactKeys()) {
      for (I key : wanted) {
        T row = get(key, withDeleted);
        if (row != null) {
          found.put(key, row);
        }
      }
    } else if (!wanted.isEmpty()) {
      List<T> rows =
          call(
              doing("Reading"),
              (connection, known) ->
                  Statements.query(
                      connection,
                      known.texts(withDeleted).selectByKeys,
                      statement -> bindKeys(known, statement, 1, wanted),
                      all -> Reading.all(known, all)));
      rows.forEach(row -> found.put(keys.in(row), row));
    }
    return found;
  }

  // ---- copies

  /** The rows with some keys as they are stored, also those that are marked as deleted. */
  public Map<I, StoredRow> load(Collection<I> wanted) {
    Map<I, StoredRow> found = new HashMap<>();
    if (hasExactKeys()) {
      stored(wanted).forEach(row -> found.put(keys.ofStored(storedKey(row)), row));
    } else {
      for (I key : wanted) {
        stored(List.of(key)).forEach(row -> found.put(key, row));
      }
    }
    return found;
  }

  private List<StoredRow> stored(Collection<I> wanted) {
    return call(
        doing("Reading"),
        (connection, known) ->
            Statements.query(
                connection,
                known.texts(true).storedByKeys,
                statement -> bindKeys(known, statement, 1, wanted),
                rows -> Reading.stored(known, rows)));
  }

  /** The values of a row's key. */
  public List<Object> storedKey(StoredRow row) {
    List<Object> stored = new ArrayList<>();
    for (Property property : keys.properties()) {
      stored.add(Objects.requireNonNull(row.values().get(property.index()), property::toString));
    }
    return stored;
  }

  /** An entity of values as they are stored. */
  public T make(List<@Nullable Object> stored) {
    return Reading.entity(plan(), stored);
  }

  /** Tells entities of different columns or types apart. */
  public long layout() {
    return plan().layout();
  }

  /** Whether several may use one entity: a record of values that nobody can change. */
  public boolean isShareable() {
    return plan().isShareable();
  }

  /** Whether the database takes keys for equal only if they are: not so padded text, or text that ignores case. */
  public boolean hasExactKeys() {
    return plan().hasExactKeys();
  }

  /** Whether there is a row. */
  public boolean exists(I key, boolean withDeleted) {
    Object[] stored = keys.stored(key);
    return call(
        doing("Reading"),
        (connection, known) ->
            Statements.query(
                connection,
                known.texts(withDeleted).exists,
                statement -> bindKey(known, statement, 1, stored),
                ResultSet::next));
  }

  /** Stores an entity in its row. */
  public T update(T changed, boolean withDeleted) {
    I key = keys.in(changed);
    Property version = entity.only(Kind.VERSION).orElse(null);
    Long expected = version == null ? null : expected(version, version.get(changed));
    Object time = time();
    return call(
        doing("Updating"),
        (connection, known) -> {
          Texts texts = known.texts(withDeleted);
          T stored =
              write(
                  connection,
                  known,
                  texts.updateByKey,
                  statement -> {
                    int index = bindValues(known, statement, changed, texts.stored);
                    index = bindUpdated(known, statement, index, time);
                    index = bindKey(known, statement, index, keys.stored(key));
                    bindVersion(known, statement, index, expected);
                  },
                  () -> touched(changed, time));
          if (stored == null) {
            if (expected != null) {
              checkVersion(connection, known, texts, key, expected);
            }
            throw new NoRowException(table, key, whose());
          }
          return stored;
        });
  }

  private long expected(Property version, @Nullable Object value) {
    if (version.shape().bare(value) instanceof Number number) {
      return number.longValue();
    }
    throw new MappingException(
        entity.describe(), "its version is missing; update the entity that was read, or change single properties");
  }

  private int bindValues(TablePlan<T> known, PreparedStatement statement, T changed, List<Property> properties)
      throws SQLException {
    int index = 1;
    for (Property property : properties) {
      Object value = property.get(changed);
      boolean filled = known.isDiscriminator(property) && property.isUnset(value);
      known.cell(property).set(statement, index++, filled ? null : value);
    }
    return index;
  }

  /** Runs an update; the entity with what it set, or null if there was no row. */
  private @Nullable T write(
      Connection connection, TablePlan<T> known, String sql, Statements.Binder binder, Supplier<T> touched)
      throws SQLException {
    if (known.generated().isEmpty()) {
      return Statements.update(connection, sql, binder) == 0 ? null : touched.get();
    }
    return Statements.query(
        connection,
        sql,
        binder,
        rows -> rows.next() ? Reading.back(known, rows, known.generated(), touched.get()) : null);
  }

  /** The entity with its next version and the time of the update. */
  private T touched(T changed, @Nullable Object time) {
    List<Property> properties = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (Property property : entity.properties()) {
      if (property.role().is(Kind.VERSION)) {
        properties.add(property);
        values.add(property.wrap(property.accept(expected(property, property.get(changed)) + 1)));
      } else if (property.role().is(Kind.UPDATED)) {
        properties.add(property);
        values.add(time);
      }
    }
    return entity.change(changed, properties, values.toArray());
  }

  private @Nullable Object time() {
    return entity.only(Kind.UPDATED).map(updated -> stamps.now(updated)).orElse(null);
  }

  private static int bindUpdated(TablePlan<?> known, PreparedStatement statement, int index, @Nullable Object time)
      throws SQLException {
    Property updated = known.updated().orElse(null);
    if (updated == null) {
      return index;
    }
    known.cell(updated).set(statement, index, time);
    return index + 1;
  }

  private static void bindVersion(TablePlan<?> known, PreparedStatement statement, int index, @Nullable Long expected)
      throws SQLException {
    if (expected != null) {
      Cell cell = known.cell(known.version().orElseThrow());
      cell.set(statement, index, cell.property().accept(expected));
    }
  }

  private @Nullable Long version(Connection connection, TablePlan<T> known, Texts texts, I key) throws SQLException {
    return Statements.query(
        connection,
        texts.versionByKey,
        statement -> bindKey(known, statement, 1, keys.stored(key)),
        rows -> rows.next() ? rows.getLong(1) : null);
  }

  private static String whose() {
    Tenancy tenancy = Scope.current().tenancy();
    return tenancy == null
        ? "nobody"
        : tenancy instanceof Tenancy.OfTenant ? "tenant " + tenancy.label() : tenancy.label();
  }

  /**
   * Changes some properties of a row.
   *
   * @param values what was given for each property
   * @param expected the version that the row must have; null for any
   */
  public boolean update(
      I key,
      List<Property> properties,
      List<? extends @Nullable Object> values,
      @Nullable Long expected,
      boolean withDeleted) {
    return call(
        doing("Updating"),
        (connection, known) -> {
          Texts texts = known.texts(withDeleted);
          String sql =
              known.rendered(
                  new Partial(properties.stream().map(Property::index).toList(), expected != null, withDeleted),
                  () -> texts.update(properties, expected != null));
          Statements.Binder binder =
              statement -> {
                int index = 1;
                for (int i = 0; i < properties.size(); i++) {
                  known.cell(properties.get(i)).set(statement, index++, values.get(i));
                }
                index = bindUpdated(known, statement, index, time());
                index = bindKey(known, statement, index, keys.stored(key));
                bindVersion(known, statement, index, expected);
              };
          boolean changed =
              known.generated().isEmpty()
                  ? Statements.update(connection, sql, binder) > 0
                  : Statements.query(connection, sql, binder, ResultSet::next);
          if (!changed && expected != null) {
            checkVersion(connection, known, texts, key, expected);
          }
          return changed;
        });
  }

  /**
   * Tells why no row was changed.
   *
   * @throws StaleVersionException if there is one, of another version
   */
  public void checkVersion(I key, long expected, boolean withDeleted) {
    call(
        doing("Updating"),
        (connection, known) -> {
          checkVersion(connection, known, known.texts(withDeleted), key, expected);
          return true;
        });
  }

  private void checkVersion(Connection connection, TablePlan<T> known, Texts texts, I key, long expected)
      throws SQLException {
    Long found = version(connection, known, texts, key);
    if (found != null && found != expected) {
      throw new StaleVersionException(table, key, whose(), expected, found);
    }
  }

  private record Partial(List<Integer> properties, boolean version, boolean withDeleted) {}

  /** Deletes a row or marks it. */
  public boolean delete(I key, boolean withDeleted) {
    return call(
        doing("Deleting"),
        (connection, known) -> {
          int removed =
              Statements.update(
                  connection,
                  known.texts(withDeleted).deleteByKey,
                  statement ->
                      bindKey(
                          known,
                          statement,
                          known.mark() == null ? 1 : bindUpdated(known, statement, 1, time()),
                          keys.stored(key)));
          return removed > 0;
        });
  }

  /** Deletes rows or marks them; how many. */
  public int delete(Collection<I> wanted, boolean withDeleted) {
    if (wanted.isEmpty()) {
      return 0;
    }
    return call(
        doing("Deleting"),
        (connection, known) ->
            Statements.update(
                connection,
                known.texts(withDeleted).deleteByKeys,
                statement ->
                    bindKeys(
                        known,
                        statement,
                        known.mark() == null ? 1 : bindUpdated(known, statement, 1, time()),
                        wanted)));
  }

  /** Deletes a row for good. */
  public boolean purge(I key) {
    return call(
        doing("Deleting"),
        (connection, known) -> {
          int removed =
              Statements.update(
                  connection,
                  known.texts(true).purgeByKey,
                  statement -> bindKey(known, statement, 1, keys.stored(key)));
          return removed > 0;
        });
  }

  /** Ends a row's mark. */
  public boolean restore(I key) {
    return call(
        doing("Restoring"),
        (connection, known) -> {
          String sql = known.texts(true).restoreByKey;
          int restored =
              sql == null
                  ? 0
                  : Statements.update(
                      connection,
                      sql,
                      statement ->
                          bindKey(known, statement, bindUpdated(known, statement, 1, time()), keys.stored(key)));
          return restored > 0;
        });
  }

  private int bindKey(TablePlan<T> known, PreparedStatement statement, int from, Object[] stored) throws SQLException {
    for (int i = 0; i < stored.length; i++) {
      known.keyCells().get(i).setStored(statement, from + i, stored[i]);
    }
    return from + stored.length;
  }

  /** One array for each part of the keys. */
  private void bindKeys(TablePlan<T> known, PreparedStatement statement, int from, Collection<I> wanted)
      throws SQLException {
    List<Object[]> stored = wanted.stream().map(keys::stored).toList();
    for (int part = 0; part < known.keyCells().size(); part++) {
      Object[] values = new Object[stored.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = known.keyCells().get(part).codec().element(stored.get(i)[part]);
      }
      Array array = statement.getConnection().createArrayOf(known.keyType(part), values);
      statement.setArray(from + part, array);
    }
  }
}
