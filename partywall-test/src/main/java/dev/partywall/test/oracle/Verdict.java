package dev.partywall.test.oracle;

import dev.partywall.core.PartywallException;

/** What the {@link TwoTenantOracle} says of a statement. */
public sealed interface Verdict {

  /** A tenant cannot tell the shared database from one of its own, and no other tenant's row was touched. */
  record Equal(Observation observation) implements Verdict {}

  /** Nothing ran. */
  record Refused(PartywallException reason) implements Verdict {}

  /** A tenant could tell the shared database from one of its own, or another tenant's row was touched. */
  record Different(String what, Observation shared, Observation solo) implements Verdict {
    @Override
    public String toString() {
      return what + "\n  shared: " + shared + "\n  alone:  " + solo;
    }
  }
}
