package dev.partywall.core.settings;

import dev.partywall.core.Tenancy;
import dev.partywall.core.settings.SettingsLayers.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settings without a framework: values are texts, numbers, booleans, enums, and lists and maps of them, as JSON has
 * them.
 */
public final class PlainSettings implements Settings {

  private final Supplier<Map<String, Object>> host;
  private final Layer application;

  /**
   * @param host what the host has set, at each moment
   * @param application what the application has set
   */
  public PlainSettings(Supplier<Map<String, Object>> host, Map<String, Object> application) {
    this.host = host;
    this.application = new Layer("the application", application);
  }

  @Override
  public <T> T get(Setting<T> setting) {
    List<Layer> layers = new ArrayList<>(SettingsLayers.of(Tenancy.current(), host.get()).layers());
    layers.add(application);
    @SuppressWarnings("unchecked") // the factories of Setting tie the two together
    T value = (T) value(setting, layers);
    return value;
  }

  private static Object value(Setting<?> setting, List<Layer> layers) {
    return setting.shape() == Setting.Shape.MAP ? merged(setting, layers) : first(setting, layers);
  }

  private static Object first(Setting<?> setting, List<Layer> layers) {
    for (Layer layer : layers) {
      Object given = find(layer.values(), setting.name());
      if (given != null) {
        return setting.shape() == Setting.Shape.LIST
            ? list(setting, layer.owner(), given)
            : converted(setting, layer.owner(), given);
      }
    }
    return setting.defaultValue();
  }

  private static List<Object> list(Setting<?> setting, String owner, Object given) {
    if (!(given instanceof List<?> elements)) {
      throw new InvalidSettingException(setting, owner, given, null);
    }
    return elements.stream().map(element -> converted(setting, owner, element)).toList();
  }

  private static Map<String, Object> merged(Setting<?> setting, List<Layer> layers) {
    Map<String, Object> all = new LinkedHashMap<>();
    ((Map<?, ?>) setting.defaultValue()).forEach((key, value) -> all.put(String.valueOf(key), value));
    for (Layer layer : layers.reversed()) {
      Object given = find(layer.values(), setting.name());
      if (given instanceof Map<?, ?> entries) {
        entries.forEach(
            (key, value) -> all.put(String.valueOf(key), converted(setting, layer.owner(), (Object) value)));
      } else if (given != null) {
        throw new InvalidSettingException(setting, layer.owner(), given, null);
      }
    }
    return Map.copyOf(all);
  }

  /** By the whole name, or by its first part and in there by the rest. */
  private static @Nullable Object find(Map<?, ?> values, String name) {
    Object whole = values.get(name);
    if (whole != null) {
      return whole;
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      if (values.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
        Object found = find(inner, name.substring(dot + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static Object converted(Setting<?> setting, String owner, Object given) {
    Class<?> type = setting.type();
    try {
      return (type.isInstance(given) ? Optional.of(given) : of(type, String.valueOf(given)))
          .orElseThrow(() -> new InvalidSettingException(setting, owner, given, null));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(setting, owner, given, e);
    }
  }

  private static Optional<Object> of(Class<?> type, String text) {
    if (type == String.class) {
      return Optional.of(text);
    } else if (type == Integer.class) {
      return Optional.of(Integer.valueOf(text));
    } else if (type == Long.class) {
      return Optional.of(Long.valueOf(text));
    } else if (type == Double.class) {
      return Optional.of(Double.valueOf(text));
    } else if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
      return Optional.of(Boolean.valueOf(text));
    } else if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equalsIgnoreCase(text.replace('-', '_'))) {
          return Optional.of(constant);
        }
      }
    }
    return Optional.empty();
  }
}
