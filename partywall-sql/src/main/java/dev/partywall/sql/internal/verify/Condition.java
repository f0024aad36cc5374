package dev.partywall.sql.internal.verify;

/**
 * A condition on a discriminator.
 *
 * @param qualifier the name of the relation whose discriminator it is
 * @param form how it compares
 * @param ordinal the number of its marker in the text, from 1; 0 if it has none
 */
record Condition(String qualifier, Form form, int ordinal) {

  /** How a discriminator is compared. */
  enum Form {
    /** {@code q.d = ?}. */
    EQUAL,
    /** {@code q.d = ANY (?)}. */
    ANY,
    /** {@code q.d IS NULL}. */
    NULL
  }
}
