package dev.partywall.cache;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text of a key: what the key says, so that a number and its digits are one. Of records and lists, the texts of the
 * parts, each led by its length, so that no two keys have one text.
 */
final class KeyText {

  private static final ClassValue<List<RecordComponent>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          List<RecordComponent> parts = List.of(type.getRecordComponents());
          parts.forEach(part -> part.getAccessor().setAccessible(true));
          return parts;
        }
      };

  private KeyText() {}

  static String of(Object key) {
    // Before the patterns, which take longer than all else that a hit in memory needs.
    if (key instanceof String text) {
      return text;
    }
    return key instanceof Long number ? Long.toString(number) : ofOther(key);
  }

  private static String ofOther(Object key) {
    return switch (key) {
      case Integer _, Short _, Byte _, BigInteger _, UUID _, Boolean _, Character _ -> key.toString();
      case Enum<?> constant -> constant.name();
      case Record parts -> of(parts);
      case List<?> parts -> {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> add(text, part));
        yield text.toString();
      }
      default ->
          throw new IllegalArgumentException(
              "A "
                  + key.getClass().getName()
                  + " is no key of a cache by itself; give the text of it with withKeyText");
    };
  }

  private static String of(Record key) {
    StringBuilder text = new StringBuilder();
    for (RecordComponent part : PARTS.get(key.getClass())) {
      add(text, value(key, part));
    }
    return text.toString();
  }

  private static @Nullable Object value(Record key, RecordComponent part) {
    try {
      return part.getAccessor().invoke(key);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("The key " + key + " cannot be read", e);
    }
  }

  private static void add(StringBuilder text, @Nullable Object part) {
    String own = part == null ? "" : of(part);
    text.append(part == null ? -1 : own.length()).append('.').append(own);
  }
}
