package dev.partywall.model.internal.mapping;

import dev.partywall.model.KeySource;

/**
 * What a property is for.
 *
 * @param kind the use
 * @param source where a key comes from
 * @param sequence the sequence of a key; empty if there is none
 */
public record Role(Kind kind, KeySource source, String sequence) {

  /** The uses of properties. */
  public enum Kind {
    PLAIN,
    KEY,
    VERSION,
    CREATED,
    UPDATED,
    DELETED,
    GENERATED
  }

  static Role of(Kind kind) {
    return new Role(kind, KeySource.AUTO, "");
  }

  /** Whether it is of this kind. */
  public boolean is(Kind wanted) {
    return kind == wanted;
  }
}
