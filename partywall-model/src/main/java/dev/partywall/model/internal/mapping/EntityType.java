package dev.partywall.model.internal.mapping;

import dev.partywall.model.MappingException;
import dev.partywall.model.internal.mapping.Role.Kind;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entity as it is declared: its table, its properties, and how one is made. Found once for each class; what runs for
 * each row are method handles.
 *
 * @param <T> the entity
 */
public final class EntityType<T> {

  private final Class<T> type;
  private final String table;
  private final List<Property> properties;
  private final List<Property> keys;
  private final Maker<T> maker;
  private final Optional<String> deletedColumn;

  EntityType(Class<T> type, String table, List<Property> properties, Maker<T> maker, Optional<String> deletedColumn) {
    this.type = type;
    this.table = table;
    this.properties = List.copyOf(properties);
    this.keys = properties.stream().filter(property -> property.role().is(Kind.KEY)).toList();
    this.maker = maker;
    this.deletedColumn = deletedColumn;
  }

  /** How entities are made and changed. */
  interface Maker<T> {
    T make(@Nullable Object[] values);

    T change(T entity, List<Property> changed, @Nullable Object[] values);
  }

  /**
   * Reads the declaration of a class.
   *
   * @throws MappingException if it cannot be an entity
   */
  public static <T> EntityType<T> of(Class<T> type) {
    return new Declaration<>(type, true).read();
  }

  /**
   * Reads the declaration of a class for the rows of queries, which need no key.
   *
   * @throws MappingException if rows cannot be read as such
   */
  public static <T> EntityType<T> projection(Class<T> type) {
    return new Declaration<>(type, false).read();
  }

  /** The class. */
  public Class<T> type() {
    return type;
  }

  /** The table's name. */
  public String table() {
    return table;
  }

  /** What is stored, in the order of declaration. */
  public List<Property> properties() {
    return properties;
  }

  /** The properties that are the key together. */
  public List<Property> keys() {
    return keys;
  }

  /** The column that marks deleted rows. */
  public Optional<String> deletedColumn() {
    return deletedColumn;
  }

  /** The property of a kind of which there is one at most. */
  public Optional<Property> only(Kind kind) {
    return properties.stream().filter(property -> property.role().is(kind)).findFirst();
  }

  /**
   * A property by its name.
   *
   * @throws MappingException if there is none
   */
  public Property property(String name) {
    for (Property property : properties) {
      if (property.name().equals(name)) {
        return property;
      }
    }
    List<String> names = properties.stream().map(Property::name).toList();
    throw new MappingException(
        describe(), "there is no property " + name + "; there are " + Names.list(names) + Names.hint(name, names));
  }

  /** An entity of values in the order of the properties. */
  public T make(@Nullable Object[] values) {
    return maker.make(values);
  }

  /**
   * An entity with other values: a new record, or the same bean, changed.
   *
   * @param values for the changed properties, in their order
   */
  public T change(T entity, Collection<Property> changed, @Nullable Object[] values) {
    return changed.isEmpty() ? entity : maker.change(entity, List.copyOf(changed), values);
  }

  /** The class and the table, for people. */
  public String describe() {
    return type.getSimpleName() + " (table " + table + ")";
  }

  /** Makes records. */
  static final class RecordMaker<T> implements Maker<T> {

    private final Class<T> type;
    private final MethodHandle constructor;
    private final @Nullable Property[] byComponent;
    private final @Nullable Object[] defaults;

    /**
     * @param byComponent the property of each component; null for those that are not stored
     * @param defaults what those are that are not stored
     */
    RecordMaker(
        Class<T> type, MethodHandle constructor, @Nullable Property[] byComponent, @Nullable Object[] defaults) {
      this.type = type;
      this.constructor = constructor;
      this.byComponent = byComponent;
      this.defaults = defaults;
    }

    @Override
    public T make(@Nullable Object[] values) {
      @Nullable Object[] components = defaults.clone();
      for (int i = 0; i < components.length; i++) {
        Property property = byComponent[i];
        if (property != null) {
          components[i] = values[property.index()];
        }
      }
      return construct(components);
    }

    @Override
    public T change(T entity, List<Property> changed, @Nullable Object[] values) {
      @Nullable Object[] components = defaults.clone();
      for (int i = 0; i < components.length; i++) {
        Property property = byComponent[i];
        if (property != null) {
          components[i] = property.get(entity);
        }
      }
      for (int i = 0; i < values.length; i++) {
        components[componentOf(changed.get(i))] = values[i];
      }
      return construct(components);
    }

    private int componentOf(Property wanted) {
      for (int i = 0; i < byComponent.length; i++) {
        Property property = byComponent[i];
        if (property != null && property.index() == wanted.index()) {
          return i;
        }
      }
      throw new IllegalStateException(wanted + " is of another type than " + type.getName());
    }

    private T construct(@Nullable Object[] components) {
      try {
        Object made = constructor.invokeExact(components);
        return type.cast(made);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(type.getName() + " cannot be made", e);
      }
    }
  }

  /** Makes beans. */
  record BeanMaker<T>(Class<T> type, MethodHandle constructor, List<Property> properties) implements Maker<T> {

    @Override
    public T make(@Nullable Object[] values) {
      T bean = construct();
      for (Property property : properties) {
        property.set(bean, values[property.index()]);
      }
      return bean;
    }

    @Override
    public T change(T entity, List<Property> changed, @Nullable Object[] values) {
      for (int i = 0; i < values.length; i++) {
        changed.get(i).set(entity, values[i]);
      }
      return entity;
    }

    private T construct() {
      try {
        Object made = constructor.invokeExact();
        return type.cast(made);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(type.getName() + " cannot be made", e);
      }
    }
  }
}
