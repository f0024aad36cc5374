package dev.partywall.sql.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.guard.SqlGuard;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verifier against faults put into all that the guard makes of the corpus. */
class VerifierMutationTest {

  private final Map<String, Integer> made = new TreeMap<>();
  private final List<String> missed = new ArrayList<>();

  @Test
  void eachFaultIsCaught() throws SQLException {
    TestDatabase database = PostgresServer.shared().freshDatabase("mutation");
    database.execute(text("schema.sql"));
    Catalog catalog = SampleCatalog.of(database);
    SqlGuard guard = new SqlGuard(catalog, GuardPolicy.STRICT);
    Stream.of("reads.sql", "writes.sql").flatMap(file -> statements(file)).forEach(sql -> mutate(sql, guard, catalog));
    PostgresServer.shared().drop(database);

    int total = made.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("verifier: " + (total - missed.size()) + " of " + total + " faults caught");
    made.forEach((fault, count) -> System.out.println("  " + count + " × " + fault));
    assertThat(missed).isEmpty();
  }

  /** The statements of a corpus file: each ends with a semicolon, and lines that begin with -- come before it. */
  private static Stream<String> statements(String file) {
    return Stream.of(text(file).replaceAll("(?m)^--.*\n", "").split(";\n")).map(String::strip);
  }

  private static String text(String file) {
    try (InputStream stream = VerifierMutationTest.class.getResourceAsStream("/dev/partywall/jdbc/oracle/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void mutate(String sql, SqlGuard guard, Catalog catalog) {
    boolean ambiguous = sql.replace("??", "").contains("'?'") || sql.contains("??") || sql.contains("-- ?");
    if (ambiguous) {
      return;
    }
    GuardedStatement correct;
    try {
      correct = guard.guard(sql, Reach.TENANT);
    } catch (StatementRefusedException e) {
      return;
    }
    for (Mutant mutant : Mutants.of(sql, correct)) {
      made.merge(mutant.fault(), 1, Integer::sum);
      try {
        Verifier.verify(sql, mutant.statement(), catalog, Reach.TENANT, GuardPolicy.STRICT);
        missed.add(mutant.fault() + ": " + mutant.statement().text() + " | " + mutant.statement().binds());
      } catch (StatementRefusedException e) {
        // Caught.
      }
    }
  }
}
