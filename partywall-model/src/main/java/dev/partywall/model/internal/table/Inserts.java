package dev.partywall.model.internal.table;

import dev.partywall.model.KeySource;
import dev.partywall.model.MappingException;
import dev.partywall.model.internal.mapping.EntityType;
import dev.partywall.model.internal.mapping.Property;
import dev.partywall.model.internal.mapping.Role.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores new entities: one statement for as many as fit, whose text there is only for a few numbers of rows.
 *
 * @param <T> the entity
 */
final class Inserts<T> {

  private static final int LARGEST = 64;
  private static final int PARAMETERS = 4_000;

  private final TablePlan<T> plan;
  private final Stamps stamps;

  Inserts(TablePlan<T> plan, Stamps stamps) {
    this.plan = plan;
    this.stamps = stamps;
  }

  /**
   * What is done with the properties of entities that say the same of their keys.
   *
   * @param written those with parameters
   * @param sequences keys that come from sequences
   * @param read those that are read back
   */
  private record Way(List<Property> written, List<Property> sequences, List<Property> read) {

    int rows(int left) {
      int most = Math.min(LARGEST, Math.max(1, PARAMETERS / Math.max(1, written.size())));
      return Integer.highestOneBit(Math.min(left, written.isEmpty() ? 1 : most));
    }
  }

  /** Stores entities and gives back what is stored, in the same order. */
  List<T> insert(Connection connection, List<? extends T> entities) throws SQLException {
    List<T> stored = new ArrayList<>(entities);
    Map<Way, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < entities.size(); i++) {
      places.computeIfAbsent(way(entities.get(i)), way -> new ArrayList<>()).add(i);
    }
    for (Map.Entry<Way, List<Integer>> group : places.entrySet()) {
      List<Integer> left = group.getValue();
      while (!left.isEmpty()) {
        int rows = group.getKey().rows(left.size());
        insert(connection, group.getKey(), stored, left.subList(0, rows));
        left = left.subList(rows, left.size());
      }
    }
    return stored;
  }

  private Way way(T entity) {
    List<Property> written = new ArrayList<>();
    List<Property> sequences = new ArrayList<>();
    List<Property> read = new ArrayList<>(plan.generated());
    for (Cell cell : plan.cells()) {
      Property property = cell.property();
      if (plan.isDiscriminator(property) && property.role().is(Kind.KEY)) {
        written.add(property);
        read.add(property);
      } else if (property.role().is(Kind.KEY) && property.isUnset(property.get(entity))) {
        KeySource source = source(property);
        switch (source) {
          case IDENTITY -> read.add(property);
          case SEQUENCE -> {
            sequences.add(property);
            read.add(property);
          }
          default -> written.add(property);
        }
      } else if (!property.role().is(Kind.GENERATED)) {
        written.add(property);
      }
    }
    return new Way(written, sequences, read);
  }

  private KeySource source(Property key) {
    KeySource declared = key.role().source();
    if (declared != KeySource.AUTO) {
      return declared;
    }
    Class<?> stored = key.shape().stored();
    if (plan.keyCells().size() == 1 && Number.class.isAssignableFrom(stored)) {
      return KeySource.IDENTITY;
    }
    return plan.keyCells().size() == 1 && stored == UUID.class ? KeySource.UUID_V7 : KeySource.ASSIGNED;
  }

  private void insert(Connection connection, Way way, List<T> stored, List<Integer> places) throws SQLException {
    List<@Nullable Object[]> values = new ArrayList<>();
    for (int place : places) {
      values.add(values(way, stored.get(place)));
    }
    String sql =
        plan.rendered(
            new Key(way, places.size()),
            () -> plan.texts(true).insert(way.written(), way.sequences(), way.read(), places.size()));
    if (way.read().isEmpty()) {
      Statements.update(connection, sql, statement -> bind(statement, way, values));
      for (int i = 0; i < places.size(); i++) {
        int place = places.get(i);
        stored.set(place, written(way, stored.get(place), values.get(i)));
      }
    } else {
      Statements.query(
          connection,
          sql,
          statement -> bind(statement, way, values),
          rows -> {
            readBack(rows, way, stored, places, values);
            return null;
          });
    }
  }

  private record Key(Way way, int rows) {}

  /** What is stored of an entity: its values, and those that are set here. */
  private @Nullable Object[] values(Way way, T entity) {
    @Nullable Object[] values = new Object[way.written().size()];
    for (int i = 0; i < values.length; i++) {
      Property property = way.written().get(i);
      values[i] = stamps.onInsert(plan, property, property.get(entity));
    }
    return values;
  }

  private void bind(PreparedStatement statement, Way way, List<@Nullable Object[]> rows) throws SQLException {
    int index = 1;
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        plan.cell(way.written().get(i)).set(statement, index++, row[i]);
      }
    }
  }

  /** The rows come in the order in which they were given. */
  private void readBack(ResultSet rows, Way way, List<T> stored, List<Integer> places, List<@Nullable Object[]> values)
      throws SQLException {
    for (int i = 0; i < places.size(); i++) {
      if (!rows.next()) {
        throw new MappingException(
            plan.entity().describe(),
            places.size() + " rows were to be stored, and " + i + " were: does a trigger or rule leave rows out?");
      }
      int place = places.get(i);
      stored.set(place, readBack(rows, way, written(way, stored.get(place), values.get(i))));
    }
  }

  private T readBack(ResultSet row, Way way, T entity) throws SQLException {
    return Reading.back(plan, row, way.read(), entity);
  }

  /** The entity with what was set here. */
  private T written(Way way, T entity, @Nullable Object[] values) {
    EntityType<T> type = plan.entity();
    List<Property> changed = new ArrayList<>();
    List<@Nullable Object> changedValues = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Property property = way.written().get(i);
      if (!property.role().is(Kind.PLAIN) && !Objects.equals(property.get(entity), values[i])) {
        changed.add(property);
        changedValues.add(values[i]);
      }
    }
    return type.change(entity, changed, changedValues.toArray());
  }
}
