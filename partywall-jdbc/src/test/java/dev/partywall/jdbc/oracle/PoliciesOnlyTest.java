package dev.partywall.jdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.rowsecurity.Login;
import dev.partywall.test.TestDatabase;
import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.TenantGate;
import dev.partywall.test.oracle.TwoTenantOracle;
import dev.partywall.test.oracle.Verdict;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies without the guard, against the oracle: statements run as they are, on a connection with the setting. */
class PoliciesOnlyTest {

  private static final String TENANT = RowSecurityRoles.DEFAULT.tenant();
  private static final String HOST = RowSecurityRoles.DEFAULT.host();

  private static TwoTenantOracle oracle;
  private static PoolSettings login;

  @BeforeAll
  static void open() throws SQLException {
    oracle = Sample.open();
    TestDatabase database = oracle.shared();
    DoorGate.withRowSecurity(database).close();
    login = Login.on(database);
    // What the guard would do: an INSERT that leaves the discriminator out gets the tenant's.
    database.execute(
        """
        do $$ declare t regclass; begin
          for t in select attrelid::regclass from pg_attribute a join pg_class c on c.oid = attrelid
                   where attname = 'tenant_id' and relkind in ('r', 'p') loop
            execute format('alter table %s alter tenant_id set default current_setting(''partywall.tenant'')::bigint', t);
          end loop;
        end $$
        """);
  }

  @AfterAll
  static void close() {
    oracle.close();
  }

  /** Statements run under a role, with the tenant's id in the setting. */
  private static TenantGate gate(String role) {
    return (tenant, work) -> {
      try (Connection connection = DriverManager.getConnection(login.url(), login.username(), login.password());
          Statement statement = connection.createStatement()) {
        statement.execute("set role " + role + "; set partywall.tenant to '" + tenant + "'");
        work.on(connection);
      }
    };
  }

  static List<Entry> statements() {
    return Stream.of("reads.sql", "writes.sql").flatMap(file -> Entry.isolatedByPolicies(file).stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aStatementDoesWhatItDoesAlone(Entry entry) {
    for (TenantId tenant : oracle.tenants()) {
      Verdict verdict = oracle.compare(entry.forTenant(tenant), tenant, gate(TENANT));
      if (!(verdict instanceof Verdict.Equal)) {
        new Expectation(entry).check(verdict);
      }
    }
  }

  @Test
  void theOracleWouldNoticeOpenPolicies() {
    OracleStatement statement = OracleStatement.of("select count(*) from customers");
    assertThat(oracle.compare(statement, gate(HOST))).isInstanceOf(Verdict.Different.class);
  }
}
