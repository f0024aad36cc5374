package dev.partywall.model.internal.table;

import dev.partywall.model.MappingException;
import dev.partywall.model.Page;
import dev.partywall.model.internal.mapping.Property;
import dev.partywall.model.internal.mapping.Role.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the rows of one table by conditions: jOOQ renders and runs, the codecs read.
 *
 * @param <T> the entity
 * @param <I> its key
 */
public final class Queries<T, I> {

  private final Rows<T, I> rows;
  private final DSLContext jooq;
  private final Stamps stamps;
  private final boolean withDeleted;

  /**
   * @param withDeleted whether marked rows are seen, too
   */
  public Queries(Rows<T, I> rows, DSLContext jooq, Stamps stamps, boolean withDeleted) {
    this.rows = rows;
    this.jooq = jooq;
    this.stamps = stamps;
    this.withDeleted = withDeleted;
  }

  private <R> R run(Supplier<R> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      rows.forgetIfChanged(e);
      throw e;
    }
  }

  /** The table. */
  public org.jooq.Table<?> table() {
    return DSL.table(DSL.quotedName(rows.table()));
  }

  /** A property's column with the property's type. */
  public Field<?> typedField(Property property) {
    return rows.plan().typedField(property);
  }

  /** A property's column. */
  public Field<Object> field(Property property) {
    return rows.plan().field(property);
  }

  /** That a property has a value, is null, or has one of several. */
  public Condition where(Property property, @Nullable Object value) {
    Field<Object> field = field(property);
    if (value == null) {
      return field.isNull();
    }
    if (value instanceof Collection<?> several) {
      return field.in(several.stream().map(property::accept).toList());
    }
    Object accepted = property.accept(value);
    return accepted == null ? field.isNull() : field.eq(accepted);
  }

  /**
   * The row with a key.
   *
   * @param parts the key's values
   * @param version the version that it must have; null for any
   */
  public Condition byKey(Object[] parts, @Nullable Long version) {
    Condition where = DSL.noCondition();
    for (int i = 0; i < parts.length; i++) {
      where = where.and(where(rows.keys().properties().get(i), parts[i]));
    }
    return version == null ? where : where.and(where(rows.entity().only(Kind.VERSION).orElseThrow(), version));
  }

  private Condition visible(Condition where) {
    Mark mark = rows.plan().mark();
    return mark == null || withDeleted ? where : where.and(DSL.condition(mark.absent()));
  }

  /** A text that tells a query from all others. */
  public String text(Condition where, List<? extends OrderField<?>> order, @Nullable Page page) {
    return Digest.of(rows.layout() + " " + jooq.renderInlined(query(where, order, page)));
  }

  /** The rows that meet a condition. */
  public List<T> select(Condition where, List<? extends OrderField<?>> order, @Nullable Page page) {
    return read(rows.plan(), query(where, order, page));
  }

  private ResultQuery<?> query(Condition where, List<? extends OrderField<?>> order, @Nullable Page page) {
    TablePlan<T> plan = rows.plan();
    var query = jooq.select(plan.columnFields()).from(plan.jooqTable()).where(visible(where)).orderBy(order);
    if (page == null) {
      return query;
    }
    // An offset of 0 in a parameter has the server plan the statement anew each time.
    return page.offset() == 0 ? query.limit(page.limit()) : query.limit(page.limit()).offset(page.offset());
  }

  private List<T> read(TablePlan<T> plan, ResultQuery<?> query) {
    return run(
        () -> {
          try (ResultSet found = query.fetchResultSet()) {
            return Reading.all(plan, found);
          } catch (SQLException e) {
            throw rows.connections().failed("Reading " + plan.entity().describe(), e);
          }
        });
  }

  /** Whether there is a row that meets a condition. */
  public boolean exists(Condition where) {
    return run(() -> jooq.fetchExists(jooq.selectOne().from(table()).where(visible(where))));
  }

  /** How many rows meet a condition. */
  public long count(Condition where) {
    return run(() -> jooq.fetchCount(jooq.selectOne().from(table()).where(visible(where))));
  }

  /** Changes the rows that meet a condition; how many. */
  public int update(Condition where, Map<Property, ? extends @Nullable Object> changes) {
    return run(() -> jooq.update(table()).set(sets(changes)).where(visible(where)).execute());
  }

  /** As {@link #update(Condition, Map)}; the rows' keys. */
  public List<I> updateReturning(Condition where, Map<Property, ? extends @Nullable Object> changes) {
    return run(
        () -> keys(jooq.update(table()).set(sets(changes)).where(visible(where)).returningResult(keyFields()).fetch()));
  }

  private List<Field<Object>> keyFields() {
    return rows.keys().properties().stream().map(this::field).toList();
  }

  private List<I> keys(List<? extends Record> found) {
    List<I> keys = new ArrayList<>(found.size());
    for (Record row : found) {
      List<Object> parts = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        parts.add(rows.keys().properties().get(i).wrap(row.get(i)));
      }
      keys.add(rows.keys().of(parts.toArray()));
    }
    return keys;
  }

  private Map<Field<?>, @Nullable Object> sets(Map<Property, ? extends @Nullable Object> changes) {
    Map<Field<?>, @Nullable Object> sets = new LinkedHashMap<>();
    changes.forEach(
        (property, value) -> sets.put(field(property), value instanceof Field<?> ? value : accepted(property, value)));
    touch(sets);
    return sets;
  }

  private static @Nullable Object accepted(Property property, @Nullable Object value) {
    return property.accept(value);
  }

  private void touch(Map<Field<?>, @Nullable Object> sets) {
    rows.entity().only(Kind.VERSION).map(this::field).ifPresent(version -> sets.put(version, version.plus(1)));
    rows.entity()
        .only(Kind.UPDATED)
        .ifPresent(updated -> sets.putIfAbsent(field(updated), updated.shape().bare(stamps.now(updated))));
  }

  /** Deletes or marks the rows that meet a condition; how many. */
  public int delete(Condition where) {
    Mark mark = rows.plan().mark();
    return run(
        () ->
            mark == null
                ? jooq.deleteFrom(table()).where(where).execute()
                : jooq.update(table()).set(marking(mark)).where(visible(where)).execute());
  }

  /** As {@link #delete(Condition)}; the rows' keys. */
  public List<I> deleteReturning(Condition where) {
    Mark mark = rows.plan().mark();
    return run(
        () ->
            mark == null
                ? keys(jooq.deleteFrom(table()).where(where).returningResult(keyFields()).fetch())
                : keys(
                    jooq.update(table())
                        .set(marking(mark))
                        .where(visible(where))
                        .returningResult(keyFields())
                        .fetch()));
  }

  private Map<Field<?>, @Nullable Object> marking(Mark mark) {
    Map<Field<?>, @Nullable Object> sets = new LinkedHashMap<>();
    String column = rows.entity().deletedColumn().orElseThrow();
    sets.put(DSL.field(DSL.quotedName(column)), DSL.field(mark.value()));
    touch(sets);
    return sets;
  }

  /** What is given for properties, by property. */
  public Map<Property, @Nullable Object> changes(Map<String, ? extends @Nullable Object> changes) {
    Map<Property, @Nullable Object> checked = new LinkedHashMap<>();
    changes.forEach((name, value) -> checked.put(changeable(rows.entity().property(name)), value));
    return checked;
  }

  private Property changeable(Property property) {
    String why =
        switch (property.role().kind()) {
          case KEY -> "is the key, which stays; insert another row";
          case GENERATED -> "is written by the database alone";
          case DELETED -> "is the mark of deleted rows: use delete and restore";
          default -> null;
        };
    if (why != null) {
      throw new MappingException(rows.entity().describe(), property + " cannot be changed: it " + why);
    }
    return property;
  }
}
