package dev.partywall.model.internal.mapping;

import dev.partywall.model.MappingException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an entity: one property's values, or records of several properties' values.
 *
 * @param <I> the key
 */
public final class Keys<I> {

  private final Class<I> type;
  private final String entity;
  private final List<Property> properties;
  private final @Nullable Parts parts;

  private Keys(Class<I> type, String entity, List<Property> properties, @Nullable Parts parts) {
    this.type = type;
    this.entity = entity;
    this.properties = properties;
    this.parts = parts;
  }

  /** A record's components in the order of the key's properties, and how one is made of them. */
  private record Parts(List<MethodHandle> getters, List<Integer> componentOf, MethodHandle constructor) {}

  /**
   * The keys of a type.
   *
   * @throws MappingException if the entity's key is another
   */
  @SuppressWarnings("unchecked") // of the class that was just checked
  public static <I> Keys<I> of(EntityType<?> entity, Class<I> type) {
    List<Property> properties = entity.keys();
    if (properties.size() == 1) {
      Class<?> declared = properties.getFirst().shape().boxed();
      if (declared != Boxes.box(type)) {
        throw new MappingException(
            entity.describe(),
            "its key "
                + properties.getFirst().name()
                + " is of type "
                + declared.getSimpleName()
                + ", not "
                + type.getSimpleName());
      }
      return new Keys<>((Class<I>) Boxes.box(type), entity.describe(), properties, null);
    }
    return new Keys<>(type, entity.describe(), properties, parts(entity, type));
  }

  private static Parts parts(EntityType<?> entity, Class<?> type) {
    List<Property> properties = entity.keys();
    if (!type.isRecord()) {
      throw other(entity, type);
    }
    RecordComponent[] components = type.getRecordComponents();
    List<MethodHandle> getters = new ArrayList<>();
    List<Integer> componentOf = new ArrayList<>();
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (Property property : properties) {
        int place = component(entity, type, components, property);
        componentOf.add(place);
        getters.add(
            lookup
                .unreflect(components[place].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class)));
      }
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      MethodHandle constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new Parts(getters, componentOf, constructor);
    } catch (ReflectiveOperationException e) {
      throw new MappingException(entity.describe(), type.getName() + " is closed to partywall: open its package");
    }
  }

  private static int component(EntityType<?> entity, Class<?> type, RecordComponent[] components, Property property) {
    for (int i = 0; i < components.length; i++) {
      if (components.length == entity.keys().size()
          && components[i].getName().equals(property.name())
          && Boxes.box(components[i].getType()) == property.shape().boxed()) {
        return i;
      }
    }
    throw other(entity, type);
  }

  private static MappingException other(EntityType<?> entity, Class<?> type) {
    return new MappingException(
        entity.describe(),
        "its key is "
            + entity.keys().stream().map(key -> key.shape().type().getSimpleName() + " " + key.name()).toList()
            + ", so that "
            + type.getSimpleName()
            + " must be a record of exactly these");
  }

  /** The properties that are the key together. */
  public List<Property> properties() {
    return properties;
  }

  /**
   * A key as it is, whatever the caller's generics let through: 555, 555L and "555" are one.
   *
   * @throws MappingException if it is no key of the entity
   */
  public I key(@Nullable Object given) {
    if (type.isInstance(given)) {
      return type.cast(given);
    }
    Object own = given == null || parts != null ? null : Values.as(type, given);
    if (own == null) {
      throw new MappingException(
          entity,
          "its key is of type "
              + type.getSimpleName()
              + (given == null ? ", and it is missing" : ", and " + given + " was given, " + given.getClass()));
    }
    return type.cast(own);
  }

  /** The values of a key, in the order of the properties. */
  public Object[] parts(I key) {
    Object[] values = new Object[properties.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parts == null ? key : part(parts.getters().get(i), key);
    }
    return values;
  }

  /**
   * The values of a key as they are stored, in the order of the properties.
   *
   * @throws MappingException if one of them is null
   */
  public Object[] stored(I key) {
    Object[] values = parts(key);
    for (int i = 0; i < values.length; i++) {
      Object stored = properties.get(i).shape().toStored(values[i]);
      if (stored == null) {
        throw new MappingException(entity, "its key's " + properties.get(i) + " is missing in " + key);
      }
      values[i] = stored;
    }
    return values;
  }

  /** The key of properties' values. */
  public I of(@Nullable Object[] values) {
    if (parts == null) {
      return key(values[0]);
    }
    @Nullable Object[] components = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      components[parts.componentOf().get(i)] = values[i];
    }
    try {
      Object key = parts.constructor().invokeExact(components);
      return type.cast(key);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  /** The key of values as they are stored. */
  public I ofStored(List<Object> stored) {
    @Nullable Object[] values = new Object[properties.size()];
    for (int i = 0; i < values.length; i++) {
      Shape shape = properties.get(i).shape();
      values[i] = shape.toProperty(Values.as(shape.stored(), stored.get(i)));
    }
    return of(values);
  }

  /** An entity's key. */
  public I in(Object entityWithKey) {
    @Nullable Object[] values = new Object[properties.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = properties.get(i).get(entityWithKey);
    }
    return of(values);
  }

  private static Object part(MethodHandle getter, Object key) {
    try {
      return getter.invokeExact(key);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(key.getClass().getName() + " cannot be read", e);
    }
  }
}
