package dev.partywall.benchmarks.leaks;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.oracle.Entry;
import dev.partywall.test.oracle.Observation;
import dev.partywall.test.oracle.TwoTenantOracle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The statements that Partywall's own build runs through its door. */
final class Corpus {

  private static final List<String> FILES = List.of("reads.sql", "writes.sql", "hostile.sql");

  private Corpus() {}

  static List<Case> cases() {
    return FILES.stream().flatMap(Corpus::cases).toList();
  }

  private static Stream<Case> cases(String file) {
    List<Case> cases = new ArrayList<>();
    List<Entry> entries = Entry.of(file);
    for (int i = 0; i < entries.size(); i++) {
      cases.add(new Case(file, entries.get(i), control(entries, i)));
    }
    return cases.stream();
  }

  /** The first control from here on; at the end of a file, the last before. */
  private static Entry control(List<Entry> entries, int from) {
    return entries.subList(from, entries.size()).stream()
        .filter(Entry::control)
        .findFirst()
        .or(() -> entries.reversed().stream().filter(Entry::control).findFirst())
        .orElseGet(entries::getFirst);
  }

  /**
   * A statement of the corpus.
   *
   * @param control the nearest statement that must be isolated
   */
  record Case(String file, Entry entry, Entry control) {

    /** Whether PostgreSQL itself takes the statement for SQL, in the tenant's own database. */
    boolean legalAlone(TwoTenantOracle oracle, TenantId tenant) {
      Observation alone = oracle.alone(entry.forTenant(tenant), tenant);
      String state = alone.sqlState();
      return state == null || DATA_ERRORS.containsKey(state.substring(0, 2));
    }

    @Override
    public String toString() {
      return file + ":" + entry;
    }
  }

  /** Classes of errors by which PostgreSQL answers what it has read and understood. */
  private static final Map<String, String> DATA_ERRORS =
      Map.of(
          "21", "cardinality violation",
          "22", "data exception",
          "23", "integrity constraint violation",
          "25", "not in a transaction",
          "44", "with check option violation",
          "55", "object not in prerequisite state",
          "57", "operator intervention",
          "58", "system error");
}
