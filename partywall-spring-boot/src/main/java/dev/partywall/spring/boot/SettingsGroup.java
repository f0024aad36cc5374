package dev.partywall.spring.boot;

/**
 * Settings that a part of Partywall reads for itself. A bean of this type lets what is misspelt among them be found.
 *
 * @param name the element of their names after {@code partywall}, as in {@code host-api}
 * @param type the record that they are bound to
 */
public record SettingsGroup(String name, Class<? extends Record> type) {

  /** The name as names are compared: without hyphens. */
  String uniformName() {
    return name.replace("-", "");
  }
}
