package dev.partywall.spring.boot.toolsql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.oracle.DoorGate;
import dev.partywall.jdbc.oracle.Sample;
import dev.partywall.test.oracle.Observation;
import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.TwoTenantOracle;
import dev.partywall.test.oracle.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The SQL that tools make, through the door: nothing of it is refused, and a tenant cannot tell that there are others.
 */
class ToolSqlTest {

  private static final Set<String> KEY_ERRORS = Set.of("42803", "42P10");

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

  @Test
  void hibernatesStatementsAreIsolated() throws IOException {
    check("Hibernate", HibernateSql.statements());
  }

  @Test
  void jooqsStatementsAreIsolated() {
    check("jOOQ", JooqSql.statements());
  }

  private static void check(String tool, Map<String, OracleStatement> statements) {
    List<String> refused = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    statements.forEach(
        (title, statement) -> {
          for (TenantId tenant : oracle.tenants()) {
            String asked = title + "\n  " + statement.sql() + "\n  ";
            Observation alone = oracle.alone(statement, tenant);
            Verdict verdict = oracle.compare(statement, tenant, gate);
            if (verdict instanceof Verdict.Refused refusal) {
              refused.add(asked + refusal.reason().getMessage());
            } else if (isMalformed(alone) || (verdict instanceof Verdict.Different && !lacksTheKey(alone))) {
              faults.add(asked + verdict);
            }
          }
        });
    System.out.printf(
        "%n%s: %d statements, %d refused%n", tool, statements.size(), refused.size() / oracle.tenants().size());
    assertThat(faults).isEmpty();
    assertThat(refused).isEmpty();
  }

  private static boolean isMalformed(Observation alone) {
    return alone.sqlState() != null && alone.sqlState().startsWith("42") && !lacksTheKey(alone);
  }

  /**
   * The tool does not know that the discriminator is a part of each key. The door completes the key; the tenant's own
   * database here, which has the discriminator too, has nobody who does.
   */
  private static boolean lacksTheKey(Observation alone) {
    return alone.sqlState() != null && KEY_ERRORS.contains(alone.sqlState());
  }
}
