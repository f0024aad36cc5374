package dev.partywall.model.internal.mapping;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of one class as values of another, where nothing is lost. */
public final class Values {

  private Values() {}

  /**
   * A value as one of a class: whole numbers of any width that fit, numbers and UUIDs that are written as text.
   *
   * @return null if it is none
   */
  public static @Nullable Object as(Class<?> type, Object value) {
    Class<?> boxed = Boxes.box(type);
    if (boxed.isInstance(value)) {
      return value;
    }
    try {
      if (Number.class.isAssignableFrom(boxed) && (value instanceof Number || value instanceof CharSequence)) {
        return number(boxed, new BigDecimal(value.toString().strip()));
      }
      if (boxed == UUID.class && value instanceof CharSequence) {
        return UUID.fromString(value.toString());
      }
      if (boxed == String.class && (value instanceof Number || value instanceof UUID)) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
      }
      return boxed.isEnum() && value instanceof CharSequence ? constant(boxed, value.toString()) : null;
    } catch (ArithmeticException | IllegalArgumentException e) {
      return null;
    }
  }

  /** A value of a column as one of a class, which is nobody else's: arrays are copied. */
  public static @Nullable Object copy(Class<?> type, Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    return value instanceof Object[] array ? elements(array, type) : as(type, value);
  }

  private static @Nullable Object number(Class<?> boxed, BigDecimal number) {
    if (boxed == Long.class) {
      return number.longValueExact();
    }
    if (boxed == Integer.class) {
      return number.intValueExact();
    }
    if (boxed == Short.class) {
      return number.shortValueExact();
    }
    if (boxed == BigInteger.class) {
      return number.toBigIntegerExact();
    }
    if (boxed == Double.class) {
      return number.doubleValue();
    }
    if (boxed == Float.class) {
      return number.floatValue();
    }
    return boxed == BigDecimal.class ? number : null;
  }

  /**
   * The constant of an enum.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        type.getSimpleName() + " has no constant " + name + "; it has " + Arrays.toString(type.getEnumConstants()));
  }

  /** The driver's array as one of our class. */
  static Object elements(@Nullable Object[] array, Class<?> type) {
    Object elements = Array.newInstance(type.getComponentType(), array.length);
    for (int i = 0; i < array.length; i++) {
      if (array[i] != null) {
        Array.set(elements, i, as(type.getComponentType(), array[i]));
      }
    }
    return elements;
  }
}
