package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.Routing;
import dev.partywall.spring.boot.PartywallProperties.Datasource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes datasource sets of the entries of {@code partywall.datasources}, and collects what is wrong with them. */
final class DatasourceEntries {

  private static final String PREFIX = "partywall.datasources";
  private final NodeEntries nodes;
  private final RoutingEntries routings;
  private final List<ConfigurationProblem> problems;

  DatasourceEntries(NodeEntries nodes, RoutingEntries routings, List<ConfigurationProblem> problems) {
    this.nodes = nodes;
    this.routings = routings;
    this.problems = problems;
  }

  /**
   * The sets of the entries without a mistake.
   *
   * @param standard what {@code spring.datasource} describes: the set {@code main} if it is not among the entries
   */
  List<DatasourceSet> read(Map<String, Datasource> entries, Optional<StandardDatasource> standard) {
    List<DatasourceSet> sets = new ArrayList<>();
    Map<String, Datasource> unique = oncePerSpelling(entries);
    unique.forEach((name, entry) -> read(PREFIX + "." + name, name, entry).ifPresent(sets::add));
    boolean mainGiven = unique.containsKey(DatasourceName.MAIN.value());
    if (mainGiven && standard.isPresent()) {
      problem(
          PREFIX + ".main",
          standard.get().source() + " describes the set 'main' as well",
          "Keep one of the two; spring.datasource is the set 'main' only if partywall.datasources has none");
    } else if (!mainGiven) {
      standard.flatMap(this::main).ifPresent(sets::add);
    }
    if (unique.isEmpty() && standard.isEmpty()) {
      problem(
          PREFIX, "there is no datasource", "Set spring.datasource.url, or partywall.datasources.main.write[0].url");
    }
    return sets;
  }

  /** One name can arrive in two spellings: {@code isolateTest} from YAML, {@code isolatetest} from the environment. */
  private static Map<String, Datasource> oncePerSpelling(Map<String, Datasource> entries) {
    Map<String, String> spellings = new TreeMap<>();
    for (String name : entries.keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      spellings.merge(lower, name, (one, other) -> one.equals(lower) ? other : one);
    }
    Map<String, Datasource> unique = new TreeMap<>();
    spellings.values().forEach(name -> unique.put(name, entries.get(name)));
    return unique;
  }

  private Optional<DatasourceSet> main(StandardDatasource standard) {
    return nodes.pool(standard.source(), standard.pool()).map(pool -> DatasourceSet.of(DatasourceName.MAIN, pool));
  }

  private Optional<DatasourceSet> read(String path, String given, Datasource entry) {
    int before = problems.size();
    DatasourceName name = name(path, given);
    Routing routing = routings.read(path, entry);
    List<Node> write = nodes.read(path + ".write", entry.write());
    List<Node> read = nodes.read(path + ".read", entry.read());
    checkWriters(path, entry);
    checkNames(path, write, read);
    return name == null || problems.size() > before
        ? Optional.empty()
        : Optional.of(new DatasourceSet(name, write, read, routing));
  }

  private void checkWriters(String path, Datasource entry) {
    int count = entry.write().size();
    if (count == 0) {
      problem(path + ".write", "there are no write pools; a set has 1", "Give one: write: [ { url: ... } ]");
    } else if (count > 1 && !entry.multiWriter()) {
      problem(
          path + ".write",
          "there are " + count + " write pools; a set has exactly 1",
          "Move those that only take over when the writer fails to 'read'; with multi-master replication set"
              + " multi-writer: true");
    }
  }

  private void checkNames(String path, List<Node> write, List<Node> read) {
    Set<String> names = new HashSet<>();
    Stream.concat(write.stream(), read.stream())
        .map(Node::name)
        .filter(name -> !names.add(name))
        .distinct()
        .forEach(name -> problem(path, "two pools are named '" + name + "'", "Give each its own name"));
  }

  private @Nullable DatasourceName name(String path, String given) {
    try {
      return DatasourceName.of(given);
    } catch (IllegalArgumentException e) {
      problem(path, String.valueOf(e.getMessage()), "Rename the set");
      return null;
    }
  }

  private void problem(String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(setting, problem, action));
  }
}
