package dev.partywall.jdbc.oracle.generator;

/** The types that generated expressions have. */
enum Type {
  INT,
  TEXT
}
