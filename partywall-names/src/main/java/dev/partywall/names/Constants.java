package dev.partywall.names;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Names of constants for names of tenants: {@code SHARE_TEST} for {@code shareTest}. */
final class Constants {

  private static final Pattern TENANT =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final Pattern WORD_BEGINS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final Map<String, String> tenants = new LinkedHashMap<>();
  private final BiConsumer<String, String> mistakes;

  /**
   * @param mistakes is told of a file, and what is wrong in it
   */
  Constants(BiConsumer<String, String> mistakes) {
    this.mistakes = mistakes;
  }

  /** Tenants by the name of the constant, in the order of the configuration. */
  Map<String, String> tenants() {
    return tenants;
  }

  /** Adds the names in a file. What depends on the environment is nobody's name yet. */
  void add(String file, List<String> names) {
    names.stream().filter(name -> !name.contains("${")).forEach(name -> add(file, name));
  }

  private void add(String file, String name) {
    if (!TENANT.matcher(name).matches()) {
      mistakes.accept(file, "'" + name + "' is no tenant's name; use labels of letters, digits and inner hyphens");
      return;
    }
    String constant = constant(name);
    String other = tenants.putIfAbsent(constant, name);
    if (other != null && !other.equalsIgnoreCase(name)) {
      mistakes.accept(file, "the tenants '" + other + "' and '" + name + "' would share the constant " + constant);
    }
  }

  private static String constant(String name) {
    String words =
        WORD_BEGINS.matcher(name).replaceAll("_").replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    return Character.isDigit(words.charAt(0)) ? "_" + words : words;
  }
}
