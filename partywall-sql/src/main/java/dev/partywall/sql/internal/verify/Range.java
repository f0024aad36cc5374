package dev.partywall.sql.internal.verify;

/** Tokens from one index to another, exclusive. */
record Range(int from, int to) {

  static final Range NONE = new Range(0, 0);

  boolean isEmpty() {
    return from >= to;
  }
}
