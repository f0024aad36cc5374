package dev.partywall.model.internal.mapping;

import dev.partywall.model.Converter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Converters of applications. */
final class Converters {

  private Converters() {}

  /** A converter; each property has its own. */
  @SuppressWarnings("unchecked") // what a property gives it is of the type that it declares, or fails there
  static Converter<Object, Object> make(Class<? extends Converter<?, ?>> type) throws ReflectiveOperationException {
    try {
      return (Converter<Object, Object>)
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .findConstructor(type, MethodType.methodType(void.class))
              .invoke();
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  /**
   * The class of what a converter stores.
   *
   * @throws IllegalArgumentException if the converter does not say it
   */
  static Class<?> storedType(Class<?> converter) {
    for (Class<?> level = converter; level != null; level = level.getSuperclass()) {
      for (Type implemented : level.getGenericInterfaces()) {
        if (implemented instanceof ParameterizedType parameterized
            && parameterized.getRawType() == Converter.class
            && parameterized.getActualTypeArguments()[1] instanceof Class<?> stored) {
          return stored;
        }
      }
    }
    throw new IllegalArgumentException(converter.getName() + " does not name both types of Converter<P, S>");
  }
}
