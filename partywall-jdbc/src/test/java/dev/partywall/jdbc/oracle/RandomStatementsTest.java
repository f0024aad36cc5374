package dev.partywall.jdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.oracle.generator.RandomStatements;
import dev.partywall.jdbc.oracle.generator.TextMutations;
import dev.partywall.test.oracle.Observation;
import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.TwoTenantOracle;
import dev.partywall.test.oracle.Verdict;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated statements against the oracle. A failure names the seed, which makes the same statement again. */
class RandomStatementsTest {

  private static final int STATEMENTS = Integer.getInteger("partywall.statements", 3000);

  /** Another one at each run; given by {@code -Dpartywall.seed}, the run of that seed again. */
  private static final long RANDOM_SEED = Long.getLong("partywall.seed", new SecureRandom().nextLong(1L << 40));

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

  @ParameterizedTest
  @MethodSource("seeds")
  void noTenantCanTellWhateverTheStatement(long firstSeed) {
    Map<String, Integer> counts = compare("generated statements", firstSeed, RandomStatements::of);
    // If most were refused or wrong SQL, the rest would prove little.
    assertThat(counts.get("equal")).isGreaterThan(STATEMENTS * 3 / 4);
  }

  @Test
  void noTenantCanTellWhateverTheTextHasSuffered() {
    long firstSeed = Long.getLong("partywall.seed", 1);
    List<OracleStatement> whole =
        Stream.of("reads.sql", "writes.sql")
            .flatMap(file -> Entry.of(file).stream())
            .map(entry -> entry.forTenant(Sample.FIRST))
            .toList();
    Map<String, Integer> counts =
        compare(
            "damaged statements",
            firstSeed,
            seed -> {
              OracleStatement statement = whole.get((int) (seed % whole.size()));
              return OracleStatement.of(TextMutations.of(statement.sql(), seed), statement.parameters().toArray());
            });
    assertThat(counts.get("equal")).isGreaterThan(STATEMENTS / 50);
  }

  static LongStream seeds() {
    return LongStream.of(1, RANDOM_SEED);
  }

  private static Map<String, Integer> compare(String what, long firstSeed, LongFunction<OracleStatement> statements) {
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = firstSeed; seed < firstSeed + STATEMENTS; seed++) {
      OracleStatement statement = statements.apply(seed);
      TenantId tenant = seed % 2 == 0 ? Sample.FIRST : Sample.SECOND;
      Verdict verdict = oracle.compare(statement, tenant, gate);
      counts.merge(kind(verdict), 1, Integer::sum);
      if (verdict instanceof Verdict.Different different
          && !isKnown(different)
          && !isOfUncheckedType(statement, different)) {
        wrong.add("seed " + seed + ": " + statement.sql() + " " + statement.parameters() + "\n" + verdict);
      }
    }
    System.out.println(what + " from seed " + firstSeed + ": " + counts);
    assertThat(wrong).isEmpty();
    return counts;
  }

  /**
   * What the guard's page says that a tenant may notice. Written twice, a subquery has two markers for the tenant, and
   * PostgreSQL does not see that they are the same. And a row of a table that had to be wrapped is of no named type.
   */
  private static boolean isKnown(Verdict.Different different) {
    Observation shared = different.shared();
    Observation solo = different.solo();
    boolean twoMarkers = "42P10".equals(shared.sqlState()) || "42803".equals(shared.sqlState());
    return twoMarkers || (shared.rows().equals(solo.rows()) && untyped(shared).equals(untyped(solo)));
  }

  /** PostgreSQL takes a value of any type after MERGE's ON, but no longer when it is a part of a condition. */
  private static boolean isOfUncheckedType(OracleStatement statement, Verdict.Different different) {
    return statement.sql().contains("merge") && "42804".equals(different.shared().sqlState());
  }

  /** The columns, those of whole rows without their type. */
  private static List<String> untyped(Observation observation) {
    return observation.columns().stream()
        .map(column -> column.replaceAll(" (record|a|b|orders|customers)$", " row"))
        .toList();
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
