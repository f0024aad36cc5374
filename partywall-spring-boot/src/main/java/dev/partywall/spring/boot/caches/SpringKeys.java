package dev.partywall.spring.boot.caches;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;

/**
 * The texts of the keys that Spring makes of a method's parameters. No two keys share one, unless they say the same:
 * numbers and texts are compared by what they say.
 */
final class SpringKeys {

  private static final VarHandle PARAMETERS = parameters();

  private SpringKeys() {}

  private static VarHandle parameters() {
    try {
      return MethodHandles.privateLookupIn(SimpleKey.class, MethodHandles.lookup())
          .findVarHandle(SimpleKey.class, "params", Object[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * The text of a key.
   *
   * @throws IllegalArgumentException if it has none that is surely its own
   */
  static String text(Object key) {
    StringBuilder text = new StringBuilder();
    append(text, key);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object part) {
    switch (part) {
      case null -> text.append("null");
      case SimpleKey several -> each(text, (Object[]) PARAMETERS.get(several));
      case Object[] several -> each(text, several);
      case Iterable<?> several -> {
        text.append('[');
        several.forEach(one -> element(text, one));
        text.append(']');
      }
      case CharSequence _, Character _, Number _, Boolean _, UUID _, Temporal _ -> text.append(part);
      case Enum<?> one -> text.append(one.name());
      case Class<?> type -> text.append(type.getName());
      case Record record -> {
        text.append(record.getClass().getName());
        each(text, components(record));
      }
      default ->
          throw new IllegalArgumentException(
              "A "
                  + part.getClass().getName()
                  + " is no key of a cache: nobody knows what tells it from others. Say what does, with key ="
                  + " \"#order.id\" or a record");
    }
  }

  private static void each(StringBuilder text, Object[] several) {
    text.append('(');
    Arrays.stream(several).forEach(one -> element(text, one));
    text.append(')');
  }

  /** With its length before it, so that no part can look like the end of it. */
  private static void element(StringBuilder text, @Nullable Object one) {
    StringBuilder part = new StringBuilder();
    append(part, one);
    text.append(one == null ? -1 : part.length()).append(':').append(part);
  }

  private static Object[] components(Record record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .map(
            component -> {
              try {
                component.getAccessor().setAccessible(true);
                return component.getAccessor().invoke(record);
              } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("The key " + record + " cannot be read", e);
              }
            })
        .toArray();
  }
}
