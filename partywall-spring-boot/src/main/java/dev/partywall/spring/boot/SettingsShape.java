package dev.partywall.spring.boot;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Which settings there are below a record of settings. */
final class SettingsShape {

  private SettingsShape() {}

  /**
   * Whether a setting exists.
   *
   * @param name the setting
   * @param from the number of the first element of the name that is not the prefix of the type
   */
  static boolean has(ConfigurationPropertyName name, int from, Type type) {
    if (from >= name.getNumberOfElements()) {
      return true;
    }
    return switch (type) {
      case Class<?> record when record.isRecord() -> hasComponent(name, from, record);
      case ParameterizedType generic when isA(generic, Collection.class) ->
          name.isNumericIndex(from) && has(name, from + 1, generic.getActualTypeArguments()[0]);
      case ParameterizedType generic when isA(generic, Map.class) ->
          !isRecord(generic.getActualTypeArguments()[1]) || has(name, from + 1, generic.getActualTypeArguments()[1]);
      default -> false;
    };
  }

  private static boolean hasComponent(ConfigurationPropertyName name, int from, Class<?> type) {
    String element = name.getElement(from, Form.UNIFORM);
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getName().toLowerCase(Locale.ROOT).equals(element)) {
        return has(name, from + 1, component.getGenericType());
      }
    }
    return false;
  }

  private static boolean isA(ParameterizedType generic, Class<?> type) {
    return generic.getRawType() instanceof Class<?> raw && type.isAssignableFrom(raw);
  }

  private static boolean isRecord(Type type) {
    return type instanceof Class<?> candidate && candidate.isRecord();
  }
}
