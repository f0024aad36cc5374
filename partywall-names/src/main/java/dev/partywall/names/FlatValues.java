package dev.partywall.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of tenants in configuration, however its levels are written. */
final class FlatValues {

  private static final Pattern NAME = Pattern.compile("partywall\\.tenants\\[[0-9]+]\\.name");

  private final List<String> names = new ArrayList<>();

  /** The names, in the order in which they are written. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Adds a document, as a YAML reader gives it. */
  void addDocument(@Nullable Object document) {
    add("", document);
  }

  /** Adds properties. */
  void add(Map<?, ?> properties) {
    properties.entrySet().stream()
        .map(entry -> Map.entry(String.valueOf(entry.getKey()), String.valueOf(entry.getValue())))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> add(entry.getKey(), entry.getValue()));
  }

  private void add(String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map -> map.forEach((key, below) -> add(path.isEmpty() ? "" + key : path + "." + key, below));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          add(path + "[" + i + "]", list.get(i));
        }
      }
      default -> {
        if (NAME.matcher(path).matches()) {
          names.add(value.toString());
        }
      }
    }
  }
}
