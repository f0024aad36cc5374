package dev.partywall.cache;

import org.jspecify.annotations.Nullable;

/**
 * What an entry depends on, by name.
 *
 * @param host whether it is the host's, and the entry is not
 * @param name {@code e} for all of all tenancies, {@code a} for all of the tenancy, {@code c:} and a cache's name,
 *     {@code t:} and a table's for its changes, {@code r:} for those changes of a table of which nobody tells the keys
 */
record Dependency(boolean host, String name) {

  static final Dependency ALL = new Dependency(false, "a");

  /** All of all tenancies. */
  static final Dependency EVERYTHING = new Dependency(true, "e");

  static final Dependency HOST_ALL = new Dependency(true, "a");

  static Dependency cache(String cache) {
    return new Dependency(false, "c:" + cache);
  }

  static Dependency table(boolean host, String table, boolean keyed) {
    return new Dependency(host, (keyed ? "r:" : "t:") + table);
  }

  /** The table, if it is about one; or null. */
  @Nullable String table() {
    return name.startsWith("t:") || name.startsWith("r:") ? name.substring(2) : null;
  }

  /** Reads {@link #toString}. */
  static Dependency parse(String text) {
    return text.startsWith("^") ? new Dependency(true, text.substring(1)) : new Dependency(false, text);
  }

  @Override
  public String toString() {
    return host ? "^" + name : name;
  }
}
