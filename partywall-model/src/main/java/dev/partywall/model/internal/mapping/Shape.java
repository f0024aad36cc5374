package dev.partywall.model.internal.mapping;

import dev.partywall.model.Converter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a property's values look.
 *
 * @param type the declared class; what an {@code Optional} is of
 * @param optional whether it is declared as an {@code Optional}
 * @param stored the class of the values that are stored; the declared one unless there is a converter
 * @param converter turns the one into the other; null where they are the same
 */
public record Shape(Class<?> type, boolean optional, Class<?> stored, @Nullable Converter<Object, Object> converter) {

  static Shape of(Type declared) {
    if (declared instanceof ParameterizedType parameterized && parameterized.getRawType() == Optional.class) {
      return plain(raw(parameterized.getActualTypeArguments()[0]), true);
    }
    return plain(raw(declared), false);
  }

  private static Shape plain(Class<?> type, boolean optional) {
    return new Shape(type, optional, Boxes.box(type), null);
  }

  Shape with(Converter<Object, Object> by, Class<?> storedType) {
    return new Shape(type, optional, Boxes.box(storedType), by);
  }

  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> known -> known;
      case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
      default -> Object.class;
    };
  }

  /** Whether it cannot be null. */
  public boolean primitive() {
    return type.isPrimitive();
  }

  /** The class of the values, as objects. */
  public Class<?> boxed() {
    return Boxes.box(type);
  }

  /** A property's value as it is stored. */
  public @Nullable Object toStored(@Nullable Object value) {
    Object bare = bare(value);
    return bare == null || converter == null ? bare : converter.toStored(bare);
  }

  /** A stored value as the property's. */
  public @Nullable Object toProperty(@Nullable Object stored) {
    Object value = toBare(stored);
    return optional ? Optional.ofNullable(value) : value;
  }

  /** A stored value as the property's, without an Optional around it. */
  public @Nullable Object toBare(@Nullable Object stored) {
    return stored == null || converter == null ? stored : converter.toProperty(stored);
  }

  /** A property's value without an Optional around it. */
  public @Nullable Object bare(@Nullable Object value) {
    return optional && value instanceof Optional<?> box ? box.orElse(null) : value;
  }
}
