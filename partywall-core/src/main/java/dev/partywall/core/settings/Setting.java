package dev.partywall.core.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that can be set, with its type.
 *
 * <p>Its name is that of the application's property, such as {@code shop.invoice-days}. Tenants and the host have their
 * values in their {@code settings} under the same name, written as nested objects or with dots, in kebab or camel case.
 *
 * {@snippet :
 * static final Setting<Integer> INVOICE_DAYS = Setting.of("shop.invoice-days", Integer.class, 30);
 * int days = settings.get(INVOICE_DAYS);
 * }
 *
 * @param name its name: lower-case letters, digits and hyphens, joined by dots
 * @param shape whether it is one value, a list, or a map
 * @param type the type of the value, of the list's elements or of the map's values
 * @param defaultValue what it is where nobody sets it
 * @param <T> what it is read as
 */
public record Setting<T>(String name, Shape shape, Class<?> type, T defaultValue) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)*");

  public Setting {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(defaultValue, "defaultValue");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a setting; one is lower-case letters, digits and hyphens joined by dots, as in"
              + " shop.invoice-days");
    }
  }

  /** What a setting consists of. */
  public enum Shape {
    /** One value. */
    VALUE,
    /** A list, which is replaced as a whole. */
    LIST,
    /** A map, to which each layer adds its entries. */
    MAP
  }

  /** One value. */
  public static <T> Setting<T> of(String name, Class<T> type, T defaultValue) {
    return new Setting<>(name, Shape.VALUE, type, defaultValue);
  }

  /** A list. A tenant's own replaces the host's and the application's. */
  public static <E> Setting<List<E>> list(String name, Class<E> type, List<E> defaultValue) {
    return new Setting<>(name, Shape.LIST, type, List.copyOf(defaultValue));
  }

  /** A map. A tenant's entries come on top of the host's, those of the application's, and the default's. */
  public static <V> Setting<Map<String, V>> map(String name, Class<V> type, Map<String, V> defaultValue) {
    return new Setting<>(name, Shape.MAP, type, Map.copyOf(defaultValue));
  }
}
