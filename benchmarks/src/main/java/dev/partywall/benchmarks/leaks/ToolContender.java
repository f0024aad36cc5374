package dev.partywall.benchmarks.leaks;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.oracle.Entry;
import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.TwoTenantOracle;
import dev.partywall.test.oracle.Verdict;

/** What a tool sends, beside the other tenant's rows. */
final class ToolContender implements Contender {

  private final TwoTenantOracle oracle;
  private final Tool tool;

  ToolContender(TwoTenantOracle oracle, Tool tool) {
    this.oracle = oracle;
    this.tool = tool;
  }

  @Override
  public String name() {
    return tool.name();
  }

  @Override
  public Judgement judge(Entry entry, TenantId tenant) {
    OracleStatement statement = entry.forTenant(tenant);
    try {
      Tool.Sent sent = tool.send(statement, tenant);
      return switch (oracle.compareUnguarded(sent.statement(), statement, tenant)) {
        case Verdict.Equal equal -> Judgement.isolated(sent.how());
        case Verdict.Refused refused -> throw new IllegalStateException("Nothing can refuse here: " + refused);
        case Verdict.Different different ->
            Differences.withoutRows(entry, different).orElseGet(() -> judge(statement, sent, tenant, different));
      };
    } catch (RejectedException e) {
      return Judgement.refused("rejected");
    }
  }

  /** It is a leak if the others' rows made the difference, and not what the tool made of the statement. */
  private Judgement judge(OracleStatement statement, Tool.Sent sent, TenantId tenant, Verdict.Different different) {
    if (Differences.changedOthers(different)) {
      return Judgement.leaked("changes rows of others");
    }
    if (!oracle.alone(statement, tenant).equals(oracle.alone(statement, tenant))) {
      return Judgement.isolated("never the same twice");
    }
    if (oracle.compareUnguarded(sent.statement(), sent.statement(), tenant) instanceof Verdict.Equal) {
      return sent.translated() ? Judgement.isolated(sent.how()) : Judgement.wrong("another answer than alone");
    }
    return Judgement.leaked(sent.how() + " shows or uses rows of others");
  }

  @Override
  public void close() {
    tool.close();
  }
}
