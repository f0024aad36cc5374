package dev.partywall.model.internal.mapping;

import dev.partywall.model.MappingException;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A property that is stored.
 *
 * @param index its place among the entity's properties
 * @param name the component's or field's name
 * @param column the column's name
 * @param shape how its values look
 * @param role what it is for
 * @param getter takes the entity and gives the value, both as objects
 * @param setter takes a bean and a value; null for a record
 */
public record Property(
    int index, String name, String column, Shape shape, Role role, MethodHandle getter, @Nullable MethodHandle setter) {

  /** The value in an entity. */
  public @Nullable Object get(Object entity) {
    try {
      return getter.invokeExact(entity);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(this + " of " + entity.getClass().getName() + " cannot be read", e);
    }
  }

  /** Sets the value in a bean. */
  void set(Object bean, @Nullable Object value) {
    MethodHandle handle = setter;
    if (handle == null) {
      throw new IllegalStateException(this + " is a component of a record");
    }
    try {
      handle.invokeExact(bean, value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(this + " of " + bean.getClass().getName() + " cannot be written", e);
    }
  }

  /**
   * A value that was given by itself, such as a change, as this property's, without an Optional around it.
   *
   * @throws MappingException if it is none
   */
  public @Nullable Object accept(@Nullable Object given) {
    Object bare = shape.bare(given);
    Object own = bare == null ? null : Values.as(shape.type(), bare);
    if (bare != null && own == null) {
      throw new MappingException(
          toString(),
          "it takes a "
              + shape.boxed().getSimpleName()
              + ", and "
              + bare
              + " was given, a "
              + bare.getClass().getSimpleName());
    }
    if (own == null && shape.primitive()) {
      throw new MappingException(toString(), "it takes a " + shape.type() + ", and null was given");
    }
    return own;
  }

  /** A value without an Optional around it as the property has it. */
  public @Nullable Object wrap(@Nullable Object bare) {
    return shape.optional() ? Optional.ofNullable(bare) : bare;
  }

  /** Whether an entity says nothing: null, an empty Optional, or 0 of a primitive type. */
  public boolean isUnset(@Nullable Object value) {
    return shape.bare(value) == null || shape.primitive() && value instanceof Number number && number.longValue() == 0;
  }

  @Override
  public String toString() {
    return "property " + name;
  }
}
