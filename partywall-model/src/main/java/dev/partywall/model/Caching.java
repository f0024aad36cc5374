package dev.partywall.model;

/** What a model keeps copies of. */
public enum Caching {

  /** Nothing. */
  NONE,

  /** Entities by key, and that there is none. */
  ENTITIES,

  /** Entities by key, and the keys that {@code select} gave, until any row of a table that it read is changed. */
  ENTITIES_AND_QUERIES
}
