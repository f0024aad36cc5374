package dev.partywall.jdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantId;
import dev.partywall.test.oracle.TwoTenantOracle;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The door and its guard against the oracle, on real PostgreSQL, statement by statement. */
class OracleSuiteTest {

  private static TwoTenantOracle oracle;
  private static DoorGate gate;

  @BeforeAll
  static void open() {
    oracle = Sample.open();
    gate = new DoorGate(oracle.shared());
  }

  @AfterAll
  static void close() {
    gate.close();
    oracle.close();
  }

  static List<Entry> reads() {
    return Entry.known("reads.sql");
  }

  static List<Entry> writes() {
    return Entry.known("writes.sql");
  }

  static List<Entry> hostile() {
    return Entry.known("hostile.sql");
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

  @Test
  void theLeakScoreCountsAtLeast300Statements() {
    assertThat(Stream.of("reads.sql", "writes.sql", "hostile.sql").mapToInt(file -> Entry.of(file).size()).sum())
        .isGreaterThanOrEqualTo(300);
  }

  private static void check(Entry entry) {
    for (TenantId tenant : oracle.tenants()) {
      new Expectation(entry).check(oracle.compare(entry.forTenant(tenant), tenant, gate));
    }
  }
}
