package dev.partywall.core;

import java.util.regex.Pattern;

/**
 * The name of a datasource set, as in {@code partywall.datasources.<name>}: a letter, then letters, digits, hyphens or
 * underscores.
 */
public record DatasourceName(String value) implements Comparable<DatasourceName> {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  /** The set that tenants share, and that the host lives in, unless configured otherwise. */
  public static final DatasourceName MAIN = new DatasourceName("main");

  public DatasourceName {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is no datasource name; one is a letter and up to 62 letters, digits, hyphens or underscores");
    }
  }

  /** A validated name. */
  public static DatasourceName of(String value) {
    return new DatasourceName(value);
  }

  @Override
  public int compareTo(DatasourceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
