package dev.partywall.benchmarks.leaks;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantMismatchException;
import dev.partywall.jdbc.oracle.DoorGate;
import dev.partywall.jdbc.oracle.Entry;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.test.oracle.TwoTenantOracle;
import dev.partywall.test.oracle.Verdict;

/** The door. */
final class PartywallContender implements Contender {

  private final TwoTenantOracle oracle;
  private final DoorGate gate;

  PartywallContender(TwoTenantOracle oracle) {
    this.oracle = oracle;
    this.gate = new DoorGate(oracle.shared());
  }

  @Override
  public String name() {
    return "partywall";
  }

  @Override
  public Judgement judge(Entry entry, TenantId tenant) {
    return switch (oracle.compare(entry.forTenant(tenant), tenant, gate)) {
      case Verdict.Equal equal -> Judgement.isolated("sql");
      case Verdict.Refused refused -> Judgement.refused(code(refused.reason()));
      case Verdict.Different different ->
          Differences.withoutRows(entry, different).orElse(Judgement.leaked(different.what()));
    };
  }

  private static String code(PartywallException refusal) {
    return switch (refusal) {
      case StatementRefusedException statement -> statement.reason().code();
      case TenantMismatchException mismatch -> "tenant-mismatch";
      default -> refusal.code();
    };
  }

  @Override
  public void close() {
    gate.close();
  }
}
