package dev.partywall.model;

/** Where the key of a new row comes from when the entity has none: when it is null, or 0 of a primitive type. */
public enum KeySource {

  /**
   * {@link #IDENTITY} for whole numbers, {@link #UUID_V7} for UUIDs, {@link #ASSIGNED} for all else and composite keys.
   */
  AUTO,

  /** From the database: an identity column, or another default. */
  IDENTITY,

  /** From a sequence, in the same statement. */
  SEQUENCE,

  /** A UUID of version 7, made here: those made later are greater, so that they land together in an index. */
  UUID_V7,

  /** From the application. A row without one is refused. */
  ASSIGNED
}
