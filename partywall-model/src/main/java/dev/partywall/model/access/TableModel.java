package dev.partywall.model.access;

import dev.partywall.model.MappingException;
import dev.partywall.model.Model;
import dev.partywall.model.Page;
import dev.partywall.model.internal.mapping.Property;
import dev.partywall.model.internal.mapping.Role.Kind;
import dev.partywall.model.internal.table.Queries;
import dev.partywall.model.internal.table.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A model over one table. */
final class TableModel<T, I> implements Model<T, I> {

  private final TableModels<T, I> family;
  private final Rows<T, I> rows;
  private final Queries<T> queries;
  private final boolean withDeleted;

  TableModel(TableModels<T, I> family, Rows<T, I> rows, boolean withDeleted) {
    this.family = family;
    this.rows = rows;
    this.withDeleted = withDeleted;
    this.queries = new Queries<>(rows, family.jooq(), family.stamps(), withDeleted);
  }

  @Override
  public T insert(T entity) {
    return rows.insert(List.of(entity)).getFirst();
  }

  @Override
  public List<T> insertAll(Collection<? extends T> entities) {
    return rows.insert(List.copyOf(entities));
  }

  @Override
  public Optional<T> get(I id) {
    return Optional.ofNullable(rows.get(key(id), withDeleted));
  }

  @Override
  public Map<I, T> getAll(Collection<? extends I> ids) {
    Set<I> wanted = keys(ids);
    Map<I, T> found = rows.getAll(wanted, withDeleted);
    Map<I, T> ordered = new LinkedHashMap<>();
    for (I key : wanted) {
      T row = found.get(key);
      if (row != null) {
        ordered.put(key, row);
      }
    }
    return ordered;
  }

  private I key(@Nullable Object id) {
    return rows.keys().key(id);
  }

  private Set<I> keys(Collection<?> ids) {
    Set<I> keys = new LinkedHashSet<>();
    ids.forEach(id -> keys.add(key(id)));
    return keys;
  }

  @Override
  public List<T> select() {
    return select(DSL.noCondition());
  }

  @Override
  public List<T> select(Condition where) {
    return select(where, List.of());
  }

  @Override
  public List<T> select(Condition where, List<? extends OrderField<?>> order) {
    return queries.select(where, order, null);
  }

  @Override
  public List<T> select(Condition where, List<? extends OrderField<?>> order, Page page) {
    return queries.select(where, order, page);
  }

  @Override
  public Optional<T> selectOne(Condition where) {
    return queries.selectOne(where);
  }

  @Override
  public boolean exists(I id) {
    return rows.exists(key(id), withDeleted);
  }

  @Override
  public boolean existsWhere(Condition where) {
    return queries.exists(where);
  }

  @Override
  public long count() {
    return count(DSL.noCondition());
  }

  @Override
  public long count(Condition where) {
    return queries.count(where);
  }

  @Override
  public T update(T entity) {
    return rows.update(entity, withDeleted);
  }

  @Override
  public boolean update(I id, Map<String, ? extends @Nullable Object> changes) {
    Map<Property, @Nullable Object> checked = queries.changes(changes);
    I key = key(id);
    Long expected = expected(checked);
    if (checked.isEmpty()) {
      throw new MappingException(rows.entity().describe(), "no change is given for " + key);
    }
    if (checked.values().stream().anyMatch(Field.class::isInstance)) {
      boolean changed = queries.update(queries.byKey(rows.keys().parts(key), expected), checked) > 0;
      if (!changed && expected != null) {
        rows.checkVersion(key, expected, withDeleted);
      }
      return changed;
    }
    List<@Nullable Object> values = new ArrayList<>();
    checked.forEach((property, value) -> values.add(property.accept(value)));
    return rows.update(key, List.copyOf(checked.keySet()), values, expected, withDeleted);
  }

  /** The version among changes is no change but a condition. */
  private @Nullable Long expected(Map<Property, @Nullable Object> changes) {
    Property version = rows.entity().only(Kind.VERSION).orElse(null);
    if (version == null || !changes.containsKey(version)) {
      return null;
    }
    Object given = version.accept(changes.remove(version));
    if (given instanceof Number number) {
      return number.longValue();
    }
    throw new MappingException(rows.entity().describe(), "the version that a change is made to is null");
  }

  @Override
  public int updateWhere(Condition where, Map<String, ? extends @Nullable Object> changes) {
    Map<Property, @Nullable Object> checked = queries.changes(changes);
    Property version = rows.entity().only(Kind.VERSION).orElse(null);
    if (checked.isEmpty() || version != null && checked.containsKey(version)) {
      throw new MappingException(
          rows.entity().describe(),
          checked.isEmpty() ? "no change is given" : version + " cannot be set; put it into the condition");
    }
    return queries.update(where, checked);
  }

  @Override
  public boolean delete(I id) {
    return rows.delete(key(id), withDeleted);
  }

  @Override
  public int deleteAll(Collection<? extends I> ids) {
    return rows.delete(keys(ids), withDeleted);
  }

  @Override
  public int deleteWhere(Condition where) {
    return queries.delete(where);
  }

  @Override
  public List<T> query(String sql, @Nullable Object... arguments) {
    return family.projections().query(rows.connections(), sql, arguments);
  }

  @Override
  public Optional<T> queryOne(String sql, @Nullable Object... arguments) {
    return Single.of(query(sql, arguments), sql);
  }

  @Override
  public DSLContext builder() {
    return family.jooq();
  }

  @Override
  public org.jooq.Table<?> table() {
    return queries.table();
  }

  @Override
  public Field<Object> field(String property) {
    return queries.field(rows.entity().property(property), Object.class);
  }

  @Override
  public <F> Field<F> field(String property, Class<F> type) {
    Property found = rows.entity().property(property);
    if (!found.shape().boxed().equals(type)) {
      throw new MappingException(
          rows.entity().describe(),
          found + " is of type " + found.shape().boxed().getSimpleName() + ", not " + type.getSimpleName());
    }
    return queries.field(found, type);
  }

  @Override
  public Condition where(String property, @Nullable Object value) {
    return queries.where(rows.entity().property(property), value);
  }

  @Override
  public Condition where(Map<String, ? extends @Nullable Object> values) {
    Condition all = DSL.noCondition();
    for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
      all = all.and(where(entry.getKey(), entry.getValue()));
    }
    return all;
  }

  @Override
  public Model<T, I> table(String name) {
    return family.table(name, withDeleted);
  }

  @Override
  public Model<T, I> withDeleted() {
    return withDeleted ? this : new TableModel<>(family, rows, true);
  }

  @Override
  public boolean restore(I id) {
    return rows.restore(key(id));
  }

  @Override
  public boolean purge(I id) {
    return rows.purge(key(id));
  }
}
