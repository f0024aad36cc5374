package dev.partywall.sql.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlGuardTest {

  private static final SqlGuard GUARD = new SqlGuard(ShopCatalog.CATALOG, ShopCatalog.POLICY);

  static List<GuardCase> reads() {
    return GuardCase.of("reads.txt");
  }

  static List<GuardCase> writes() {
    return GuardCase.of("writes.txt");
  }

  static List<GuardCase> refused() {
    return GuardCase.of("refused.txt");
  }

  static List<GuardCase> host() {
    return GuardCase.of("host.txt");
  }

  static List<GuardCase> across() {
    return GuardCase.of("across.txt");
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aTenantReadsItsOwnRows(GuardCase guardCase) {
    assertThat(outcome(guardCase, Reach.TENANT)).isEqualTo(guardCase.outcome());
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aTenantWritesItsOwnRows(GuardCase guardCase) {
    assertThat(outcome(guardCase, Reach.TENANT)).isEqualTo(guardCase.outcome());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNotProvenIsRefused(GuardCase guardCase) {
    assertThat(outcome(guardCase, Reach.TENANT)).isEqualTo(guardCase.outcome());
  }

  @ParameterizedTest
  @MethodSource("host")
  void theHostWorksOnItsOwnRows(GuardCase guardCase) {
    assertThat(outcome(guardCase, Reach.HOST)).isEqualTo(guardCase.outcome());
  }

  @ParameterizedTest
  @MethodSource("across")
  void acrossTenantsOnlyTheListedAreRead(GuardCase guardCase) {
    assertThat(outcome(guardCase, Reach.ACROSS)).isEqualTo(guardCase.outcome());
  }

  @ParameterizedTest
  @MethodSource("across")
  void acrossAllTenantsNothingIsAddedAndNothingWritten(GuardCase guardCase) {
    String outcome = outcome(guardCase, Reach.ACROSS_ALL);
    if (guardCase.outcome().contains("refused: ")) {
      assertThat(outcome).isEqualTo(guardCase.outcome());
    } else {
      assertThat(outcome).startsWith("=> " + guardCase.sql() + "\n=> read");
    }
  }

  private static String outcome(GuardCase guardCase, Reach reach) {
    try {
      return GuardCase.outcome(GUARD.guard(guardCase.sql(), reach));
    } catch (StatementRefusedException e) {
      return GuardCase.outcome(e);
    }
  }
}
