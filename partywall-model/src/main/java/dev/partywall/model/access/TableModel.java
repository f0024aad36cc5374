package dev.partywall.model.access;

import dev.partywall.model.MappingException;
import dev.partywall.model.Model;
import dev.partywall.model.Page;
import dev.partywall.model.TooManyRowsException;
import dev.partywall.model.internal.cache.RowCache;
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
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A model over one table. */
final class TableModel<T, I> implements Model<T, I> {

  private final TableModels<T, I> family;
  private final Source<T, I> source;
  private final Rows<T, I> rows;
  private final Queries<T, I> queries;
  private final @Nullable RowCache<T, I> cache;
  private final boolean withDeleted;

  TableModel(TableModels<T, I> family, Source<T, I> source, boolean withDeleted) {
    this.family = family;
    this.source = source;
    this.rows = source.rows();
    this.cache = source.cache();
    this.withDeleted = withDeleted;
    this.queries = new Queries<>(rows, family.jooq(), family.stamps(), withDeleted);
  }

  @Override
  public T insert(T entity) {
    return insertAll(List.of(entity)).getFirst();
  }

  @Override
  public List<T> insertAll(Collection<? extends T> entities) {
    List<T> all = List.copyOf(entities);
    if (cache == null || all.isEmpty()) {
      return rows.insert(all);
    }
    return cache.write(rows.knownKeys(all), () -> rows.insert(all), rows::keysOf);
  }

  /** Runs a write to rows of known keys. */
  private <R> R write(Collection<I> written, Supplier<R> block) {
    return cache == null ? block.get() : cache.write(written, block, _ -> written);
  }

  @Override
  public Optional<T> get(I id) {
    I key = key(id);
    return Optional.ofNullable(cache == null ? rows.get(key, withDeleted) : cache.get(key, withDeleted));
  }

  @Override
  public Map<I, T> getAll(Collection<? extends I> ids) {
    Set<I> wanted = keys(ids);
    Map<I, T> found = cache == null ? rows.getAll(wanted, withDeleted) : cache.getAll(wanted, withDeleted);
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
    return selected(where, List.of(), null);
  }

  @Override
  public List<T> select(Condition where, List<? extends OrderField<?>> order) {
    return selected(where, order, null);
  }

  @Override
  public List<T> select(Condition where, List<? extends OrderField<?>> order, Page page) {
    return selected(where, order, page);
  }

  private List<T> selected(Condition where, List<? extends OrderField<?>> order, @Nullable Page page) {
    return cache == null
        ? queries.select(where, order, page)
        : cache.select(() -> queries.text(where, order, page), withDeleted, () -> queries.select(where, order, page));
  }

  @Override
  public Optional<T> selectOne(Condition where) {
    List<T> found = selected(where, List.of(), Page.first(2));
    if (found.size() > 1) {
      throw new TooManyRowsException(rows.entity().describe() + " where " + where);
    }
    return found.stream().findFirst();
  }

  @Override
  public boolean exists(I id) {
    return cache == null ? rows.exists(key(id), withDeleted) : get(id).isPresent();
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
    return write(List.of(rows.keys().in(entity)), () -> rows.update(entity, withDeleted));
  }

  @Override
  public boolean update(I id, Map<String, ? extends @Nullable Object> changes) {
    Map<Property, @Nullable Object> checked = queries.changes(changes);
    I key = key(id);
    Long expected = expected(checked);
    if (checked.isEmpty()) {
      throw new MappingException(rows.entity().describe(), "no change is given for " + key);
    }
    return write(List.of(key), () -> update(key, checked, expected));
  }

  private boolean update(I key, Map<Property, @Nullable Object> checked, @Nullable Long expected) {
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
    return cache == null
        ? queries.update(where, checked)
        : cache.writeWhere(() -> queries.updateReturning(where, checked), () -> queries.update(where, checked));
  }

  @Override
  public boolean delete(I id) {
    I key = key(id);
    return write(List.of(key), () -> rows.delete(key, withDeleted));
  }

  @Override
  public int deleteAll(Collection<? extends I> ids) {
    Set<I> wanted = keys(ids);
    return write(wanted, () -> rows.delete(wanted, withDeleted));
  }

  @Override
  public int deleteWhere(Condition where) {
    return cache == null
        ? queries.delete(where)
        : cache.writeWhere(() -> queries.deleteReturning(where), () -> queries.delete(where));
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
    return queries.field(rows.entity().property(property));
  }

  @Override
  @SuppressWarnings("unchecked") // of the type that was just checked
  public <F> Field<F> field(String property, Class<F> type) {
    Property found = rows.entity().property(property);
    if (!found.shape().boxed().equals(type)) {
      throw new MappingException(
          rows.entity().describe(),
          found + " is of type " + found.shape().boxed().getSimpleName() + ", not " + type.getSimpleName());
    }
    return (Field<F>) queries.typedField(found);
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
    return withDeleted ? this : new TableModel<>(family, source, true);
  }

  @Override
  public boolean restore(I id) {
    I key = key(id);
    return write(List.of(key), () -> rows.restore(key));
  }

  @Override
  public boolean purge(I id) {
    I key = key(id);
    return write(List.of(key), () -> rows.purge(key));
  }
}
