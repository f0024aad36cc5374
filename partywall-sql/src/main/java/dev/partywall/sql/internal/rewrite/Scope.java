package dev.partywall.sql.internal.rewrite;

import org.jspecify.annotations.Nullable;

/** The names of WITH queries that can be seen from a place; null is the scope that sees none. */
record Scope(String name, @Nullable Scope outer) {

  static boolean sees(@Nullable Scope scope, String name) {
    for (Scope at = scope; at != null; at = at.outer) {
      if (at.name.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
