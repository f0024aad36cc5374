package dev.partywall.jdbc.oracle;

import dev.partywall.core.TenantId;
import dev.partywall.test.oracle.TwoTenantOracle;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The door with row-level security behind it, against the oracle: what the guard lets pass, the policies do, too. */
class RowSecuritySuiteTest {

  private static TwoTenantOracle oracle;
  private static DoorGate gate;

  @BeforeAll
  static void open() throws SQLException {
    oracle = Sample.open();
    gate = DoorGate.withRowSecurity(oracle.shared());
  }

  @AfterAll
  static void close() {
    gate.close();
    oracle.close();
  }

  static List<Entry> statements() {
    return Stream.of("reads.sql", "writes.sql", "hostile.sql").flatMap(file -> Entry.known(file).stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aStatementDoesWhatItDoesWithoutRowSecurity(Entry entry) {
    for (TenantId tenant : oracle.tenants()) {
      new Expectation(entry).check(oracle.compare(entry.forTenant(tenant), tenant, gate));
    }
  }
}
