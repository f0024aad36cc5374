package dev.partywall.jdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantMismatchException;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.test.oracle.Verdict;

/** What must come of a corpus statement. */
record Expectation(Entry entry) {

  void check(Verdict verdict) {
    switch (verdict) {
      case Verdict.Equal equal -> assertThat(entry.refused()).as("%s", equal).isNull();
      case Verdict.Refused refused -> {
        if (!entry.mayBeRefused()) {
          assertThat(entry.refused()).as("%s", refused).isIn(reason(refused.reason()), "*");
        }
      }
      case Verdict.Different different -> {
        assertThat(entry.differs()).as("%s", different).isTrue();
        assertThat(different.what()).as("%s", different).contains("sees something else");
      }
    }
  }

  private static String reason(PartywallException refusal) {
    return switch (refusal) {
      case StatementRefusedException statement -> statement.reason().code();
      case TenantMismatchException mismatch -> "mismatch";
      default -> refusal.code();
    };
  }
}
