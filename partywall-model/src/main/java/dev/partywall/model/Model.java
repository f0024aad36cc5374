package dev.partywall.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table as records or beans, for whom the running block is bound to. The discriminator is invisible: no
 * method takes it, an entity need not have it, and another tenant's id in it is refused.
 *
 * <p>Each method takes part in the transaction that is open, and is a transaction of its own where none is. Conditions
 * and orders are jOOQ's, over {@link #field(String)}. The errors of the database are jOOQ's {@link
 * org.jooq.exception.DataAccessException}.
 *
 * <p>Safe for use by several threads; beans that are handed in are changed in place.
 *
 * @param <T> the entity, a record or a bean
 * @param <I> its key: the type of the property, or a record of the properties that are the key together
 */
public interface Model<T, I> {

  /**
   * Stores a new row.
   *
   * @return the entity as it is stored, with its key and all that was set here or by the database
   */
  T insert(T entity);

  /**
   * Stores new rows, all or none, in few statements.
   *
   * @return the entities as they are stored, in the same order
   */
  List<T> insertAll(Collection<? extends T> entities);

  /** The row with a key; empty if there is none. */
  Optional<T> get(I id);

  /** The rows with some keys, in the order of the keys; those that are not there are left out. */
  Map<I, T> getAll(Collection<? extends I> ids);

  /** All rows. */
  List<T> select();

  /** The rows that meet a condition. */
  List<T> select(Condition where);

  /** The rows that meet a condition, in an order. */
  List<T> select(Condition where, List<? extends OrderField<?>> order);

  /** A page of the rows that meet a condition, in an order. */
  List<T> select(Condition where, List<? extends OrderField<?>> order, Page page);

  /**
   * The only row that meets a condition; empty if there is none.
   *
   * @throws TooManyRowsException if there are several
   */
  Optional<T> selectOne(Condition where);

  /** Whether there is a row with a key. */
  boolean exists(I id);

  /** Whether there is a row that meets a condition. */
  boolean existsWhere(Condition where);

  /** How many rows there are. */
  long count();

  /** How many rows meet a condition. */
  long count(Condition where);

  /**
   * Stores all properties of an entity in its row.
   *
   * @return the entity as it is stored: with its new version and all that was set here or by the database
   * @throws NoRowException if there is no such row
   * @throws StaleVersionException if the row has another version than the entity
   */
  T update(T entity);

  /**
   * Changes some properties of a row.
   *
   * @param changes values by property, or expressions of the database such as {@code field("stock").minus(1)}; with a
   *     value for the version only a row of that version is changed
   * @return whether there is such a row
   * @throws StaleVersionException if the row has another version than the given one
   */
  boolean update(I id, Map<String, ? extends @Nullable Object> changes);

  /**
   * Changes some properties of all rows that meet a condition, in one statement.
   *
   * @return how many rows were changed
   */
  int updateWhere(Condition where, Map<String, ? extends @Nullable Object> changes);

  /**
   * Deletes a row; with {@link SoftDelete} marks it.
   *
   * @return whether there was one
   */
  boolean delete(I id);

  /**
   * Deletes rows in one statement; with {@link SoftDelete} marks them.
   *
   * @return how many there were
   */
  int deleteAll(Collection<? extends I> ids);

  /**
   * Deletes all rows that meet a condition, in one statement; with {@link SoftDelete} marks them.
   *
   * @return how many there were
   */
  int deleteWhere(Condition where);

  /**
   * The rows of a query in plain SQL, by the names of its columns. Columns without a property are passed over.
   *
   * @param sql with a {@code ?} for each argument
   */
  List<T> query(String sql, @Nullable Object... arguments);

  /**
   * The only row of a query in plain SQL; empty if there is none.
   *
   * @throws TooManyRowsException if there are several
   */
  Optional<T> queryOne(String sql, @Nullable Object... arguments);

  /** jOOQ, over the same connections and transactions, and guarded like everything. */
  DSLContext builder();

  /** This model's table, for {@link #builder()}. Its name alone: soft deletion is not minded there. */
  org.jooq.Table<?> table();

  /**
   * A property's column, for conditions, orders and {@link #builder()}.
   *
   * @throws MappingException if there is no such property
   */
  Field<Object> field(String property);

  /**
   * A property's column with the property's type.
   *
   * @throws MappingException if there is no such property, or it is of another type
   */
  <F> Field<F> field(String property, Class<F> type);

  /** That a property has a value; that it is null, for null; that it has one of several, for a collection. */
  Condition where(String property, @Nullable Object value);

  /** That properties have values, all of them; as {@link #where(String, Object)}. */
  Condition where(Map<String, ? extends @Nullable Object> values);

  /**
   * The same entities in another table, such as one of several by year.
   *
   * @param name the table's name as the database stores it, of letters, digits and underscores
   */
  Model<T, I> table(String name);

  /** The same rows and those that are marked as deleted. Without {@link SoftDelete} the same. */
  Model<T, I> withDeleted();

  /**
   * Ends the mark of a row that is marked as deleted.
   *
   * @return whether there was such a row
   */
  boolean restore(I id);

  /**
   * Deletes a row for good, whether it is marked or not.
   *
   * @return whether there was one
   */
  boolean purge(I id);
}
