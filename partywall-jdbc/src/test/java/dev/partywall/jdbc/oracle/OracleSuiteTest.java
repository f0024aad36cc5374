package dev.partywall.jdbc.oracle;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.internal.catalog.TestCatalogs;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.guard.SqlGuard;
import dev.partywall.test.oracle.TwoTenantOracle;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard against the oracle, on real PostgreSQL, statement by statement. */
class OracleSuiteTest {

  private static TwoTenantOracle oracle;
  private static GuardGate gate;

  @BeforeAll
  static void open() throws SQLException {
    oracle = Sample.open();
    GuardPolicy policy = new GuardPolicy(Set.of("twice"), Set.of());
    gate = new GuardGate(oracle.shared(), new SqlGuard(TestCatalogs.read(oracle.shared()), policy));
  }

  @AfterAll
  static void close() throws SQLException {
    gate.close();
    oracle.close();
  }

  static List<Entry> reads() {
    return Entry.of("reads.sql");
  }

  static List<Entry> writes() {
    return Entry.of("writes.sql");
  }

  static List<Entry> hostile() {
    return Entry.of("hostile.sql");
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aReadSeesWhatItWouldSeeAlone(Entry entry) {
    check(entry);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aWriteLeavesWhatItWouldLeaveAlone(Entry entry) {
    check(entry);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileStatementIsRefusedOrStaysInside(Entry entry) {
    check(entry);
  }

  private static void check(Entry entry) {
    for (TenantId tenant : oracle.tenants()) {
      new Expectation(entry).check(oracle.compare(entry.forTenant(tenant), tenant, gate));
    }
  }
}
