package dev.partywall.spring.boot.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nested objects and lists as properties: {@code a.b}, {@code a[0]}. */
final class Flattened {

  private final Map<String, Object> properties = new LinkedHashMap<>();

  private Flattened() {}

  static Map<String, Object> of(Map<String, Object> values) {
    Flattened flattened = new Flattened();
    flattened.add("", values);
    return flattened.properties;
  }

  private void add(String name, Object value) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((key, inner) -> add(name.isEmpty() ? String.valueOf(key) : name + "." + key, inner));
      case Collection<?> list when !list.isEmpty() -> {
        int index = 0;
        for (Object element : list) {
          add(name + "[" + index++ + "]", element);
        }
      }
      // As in a YAML file: a list without elements is one, too.
      case Collection<?> _ -> properties.put(name, "");
      default -> properties.put(name, value);
    }
  }
}
