package dev.partywall.fleet.internal.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Settings and details, as the tables have them. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Json() {}

  /** The text of an object. */
  public static String write(Map<String, ?> object) {
    return object.isEmpty() ? "{}" : MAPPER.writeValueAsString(object);
  }

  /** An object that cannot be changed, in whatever depth; null for an empty one. What is null in it is left out. */
  public static Map<String, Object> read(@Nullable String text) {
    return text == null || text.equals("{}") ? Map.of() : object(MAPPER.readValue(text, OBJECT));
  }

  private static Map<String, Object> object(Map<?, ?> given) {
    Map<String, Object> copy = new LinkedHashMap<>();
    given.forEach(
        (key, value) -> {
          if (value != null) {
            copy.put(String.valueOf(key), value(value));
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  private static Object value(Object value) {
    return switch (value) {
      case Map<?, ?> map -> object(map);
      case List<?> list -> list.stream().filter(Objects::nonNull).map(Json::value).toList();
      default -> value;
    };
  }
}
