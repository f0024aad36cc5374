package dev.partywall.benchmarks.fuzz;

import dev.partywall.benchmarks.guard.Shop;
import dev.partywall.sql.BindPlan;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.guard.SqlGuard;
import java.nio.charset.StandardCharsets;

/** What the fuzzer calls: a text is guarded or refused, and what is guarded is bound to the tenant. */
public final class GuardTarget {

  private static final SqlGuard GUARD = new SqlGuard(Shop.CATALOG, GuardPolicy.STRICT);

  private GuardTarget() {}

  /** Guards a text; whatever is thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      GuardedStatement guarded = GUARD.guard(new String(input, StandardCharsets.UTF_8), Reach.TENANT);
      if (!guarded.tables().isEmpty() && !isBound(guarded.binds())) {
        throw new AssertionError("Not bound to a tenant: " + guarded);
      }
    } catch (StatementRefusedException e) {
      // The other allowed outcome.
    }
  }

  /** All tables of the shop are tenants'. */
  private static boolean isBound(BindPlan binds) {
    return binds.tenantCount() > 0 || !binds.tenantParameters().isEmpty() || !binds.tenantLiterals().isEmpty();
  }
}
