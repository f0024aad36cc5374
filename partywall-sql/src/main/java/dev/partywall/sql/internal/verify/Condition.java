package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.verify.Outline.Reference;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a discriminator.
 *
 * @param schema the schema of that relation, if it is written
 * @param qualifier the name of the relation whose discriminator it is
 * @param form how it compares
 * @param ordinal the number of its marker in the text, from 1; 0 if it has none
 */
record Condition(@Nullable String schema, String qualifier, Form form, int ordinal) {

  /** Whether it is one on this reference, given the names of all that stand beside it. */
  boolean isOn(Reference reference, List<String> names) {
    if (schema != null) {
      return reference.alias() == null && schema.equals(reference.schema()) && qualifier.equals(reference.name());
    }
    return qualifier.equals(reference.visibleName()) && Collections.frequency(names, qualifier) == 1;
  }

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
