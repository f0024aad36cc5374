package dev.partywall.jdbc.oracle;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.Login;
import dev.partywall.test.TestDatabase;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies without the guard, against the oracle: statements run as they are, on a connection with the setting. */
class PoliciesOnlyTest {

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

  static final TenantGate GATE =
      (tenant, work) -> {
        try (Connection connection = DriverManager.getConnection(login.url(), login.username(), login.password());
            Statement statement = connection.createStatement()) {
          statement.execute("set role partywall_tenant; set partywall.tenant to '" + tenant + "'");
          work.on(connection);
        }
      };

  static List<Entry> statements() {
    return Stream.of("reads.sql", "writes.sql").flatMap(file -> Entry.of(file).stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aStatementShowsAndChangesNothingOfOthers(Entry entry) {
    for (TenantId tenant : oracle.tenants()) {
      Verdict verdict = oracle.compare(entry.forTenant(tenant), tenant, GATE);
      if (verdict instanceof Verdict.Different) throw new AssertionError(verdict.toString());
    }
  }
}
