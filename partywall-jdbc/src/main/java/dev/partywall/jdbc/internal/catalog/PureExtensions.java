package dev.partywall.jdbc.internal.catalog;

import java.util.Set;

/** Extensions whose functions and operators compute from their arguments and read no tables. */
final class PureExtensions {

  static final Set<String> NAMES =
      Set.of(
          "bloom",
          "btree_gin",
          "btree_gist",
          "citext",
          "cube",
          "earthdistance",
          "fuzzystrmatch",
          "hstore",
          "intarray",
          "isn",
          "ltree",
          "pg_trgm",
          "pgcrypto",
          "seg",
          "unaccent",
          "uuid-ossp",
          "vector");

  private PureExtensions() {}
}
