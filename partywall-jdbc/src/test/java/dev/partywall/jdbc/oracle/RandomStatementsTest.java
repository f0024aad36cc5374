package dev.partywall.jdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.oracle.generator.RandomStatements;
import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.TwoTenantOracle;
import dev.partywall.test.oracle.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Generated statements against the oracle. A failure names the seed, which makes the same statement again. */
class RandomStatementsTest {

  private static final long FIRST_SEED = Long.getLong("partywall.seed", 1);
  private static final int STATEMENTS = Integer.getInteger("partywall.statements", 2000);

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
  void noTenantCanTellWhateverTheStatement() {
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + STATEMENTS; seed++) {
      OracleStatement statement = RandomStatements.of(seed);
      TenantId tenant = seed % 2 == 0 ? Sample.FIRST : Sample.SECOND;
      Verdict verdict = oracle.compare(statement, tenant, gate);
      counts.merge(kind(verdict), 1, Integer::sum);
      if (verdict instanceof Verdict.Different) {
        wrong.add("seed " + seed + ": " + statement.sql() + " " + statement.parameters() + "\n" + verdict);
      }
    }
    System.out.println("generated statements: " + counts);
    assertThat(wrong).isEmpty();
    // If most were refused or wrong SQL, the rest would prove little.
    assertThat(counts.get("equal")).isGreaterThan(STATEMENTS * 3 / 4);
  }

  private static String kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Equal equal ->
          equal.observation().sqlState() == null ? "equal" : "equal error " + equal.observation().sqlState();
      case Verdict.Refused _ -> "refused";
      case Verdict.Different _ -> "different";
    };
  }
}
