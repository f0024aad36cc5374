package dev.partywall.core;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a datasource set, as in {@code partywall.datasources.<name>}: a letter, then letters, digits, hyphens or
 * underscores. {@code <name>.<database>} is another database on the servers of the set {@code <name>}, which need not
 * be configured.
 */
public record DatasourceName(String value) implements Comparable<DatasourceName> {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}(?:\\.[A-Za-z_][A-Za-z0-9_-]{0,62})?");

  /** The set that tenants share, and that the host lives in, unless configured otherwise. */
  public static final DatasourceName MAIN = new DatasourceName("main");

  public DatasourceName {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is no datasource name; one is a letter and up to 62 letters, digits, hyphens or underscores, and for"
              + " another database on the servers of such a set a dot and the database's name");
    }
  }

  /** A validated name. */
  public static DatasourceName of(String value) {
    return new DatasourceName(value);
  }

  /** The name of another database on the servers of this set. */
  public DatasourceName on(String database) {
    return new DatasourceName(value + "." + database);
  }

  /** The set on whose servers this one is a database; null if it stands for itself. */
  public @Nullable DatasourceName servers() {
    int dot = value.indexOf('.');
    return dot < 0 ? null : new DatasourceName(value.substring(0, dot));
  }

  /** The database, if this is one on the servers of another set; null if it stands for itself. */
  public @Nullable String database() {
    int dot = value.indexOf('.');
    return dot < 0 ? null : value.substring(dot + 1);
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
