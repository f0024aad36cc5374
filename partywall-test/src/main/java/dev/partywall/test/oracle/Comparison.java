package dev.partywall.test.oracle;

import dev.partywall.test.oracle.OracleDatabase.Tried;
import java.util.List;

/** Compares what a tenant sees and leaves in the shared database with what it would in its own. */
final class Comparison {

  private final String tenant;
  private final State sharedBefore;
  private final State soloBefore;

  Comparison(String tenant, OracleDatabase shared, OracleDatabase solo) {
    this.tenant = tenant;
    this.sharedBefore = shared.kept();
    this.soloBefore = solo.kept();
  }

  /** The verdict on one run of a statement. */
  Verdict of(Tried solo, Tried shared) {
    Observation expected = solo.observation();
    Observation found = shared.observation();
    State others = sharedBefore.without(tenant);
    if (!others.equals(shared.after().without(tenant))) {
      String what = "Rows of others than " + tenant + " changed: " + others.difference(shared.after().without(tenant));
      return new Verdict.Different(what, found, expected);
    }
    if (!comparable(expected).equals(comparable(found))) {
      return new Verdict.Different("Tenant " + tenant + " sees something else", found, expected);
    }
    if (!solo.after().of(tenant).equals(shared.after().of(tenant))) {
      String what = "Rows of " + tenant + " differ: " + solo.after().of(tenant).difference(shared.after().of(tenant));
      return new Verdict.Different(what, found, expected);
    }
    if (!soloBefore.without(tenant).equals(solo.after().without(tenant))) {
      return new Verdict.Different("Alone, rows that are not the tenant's changed", found, expected);
    }
    return new Verdict.Equal(found);
  }

  private static List<Object> comparable(Observation observation) {
    return List.of(
        observation.columns(),
        observation.rows(),
        observation.updateCount(),
        observation.generatedKeys(),
        String.valueOf(observation.sqlState()));
  }
}
