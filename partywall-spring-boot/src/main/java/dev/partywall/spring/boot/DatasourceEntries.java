package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.spring.boot.PartywallProperties.Datasource;
import dev.partywall.spring.boot.PartywallProperties.Owner;
import dev.partywall.spring.boot.PartywallProperties.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes datasource sets of the entries of {@code partywall.datasources}, and collects what is wrong with them. */
final class DatasourceEntries {

  private static final String PREFIX = "partywall.datasources";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final @Nullable Owner owner;
  private final List<ConfigurationProblem> problems;

  /**
   * @param owner who owns the tables where a pool does not say it
   */
  DatasourceEntries(@Nullable Owner owner, List<ConfigurationProblem> problems) {
    this.owner = owner;
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
    return pool(standard.source(), standard.pool()).map(pool -> set(DatasourceName.MAIN, pool));
  }

  private Optional<DatasourceSet> read(String path, String given, Datasource entry) {
    DatasourceName name = name(path, given);
    if (!entry.read().isEmpty()) {
      problem(
          path + ".read",
          "read pools are not supported yet, and " + entry.read().size() + " are given",
          "Leave 'read' out; reads go to the write pool");
    }
    if (entry.write().size() != 1) {
      problem(
          path + ".write",
          "there are " + entry.write().size() + " write pools; a set has exactly 1",
          "Give one: write: [ { url: ... } ]");
      return Optional.empty();
    }
    Optional<PoolSettings> pool = pool(path + ".write[0].url", entry.write().getFirst());
    return name == null ? Optional.empty() : pool.map(settings -> set(name, settings));
  }

  private @Nullable DatasourceName name(String path, String given) {
    try {
      return DatasourceName.of(given);
    } catch (IllegalArgumentException e) {
      problem(path, String.valueOf(e.getMessage()), "Rename the set");
      return null;
    }
  }

  private Optional<PoolSettings> pool(String path, Pool pool) {
    String url = pool.url();
    if (url == null || !url.startsWith(POSTGRESQL)) {
      problem(
          path,
          url == null || url.isBlank() ? "the URL is missing" : "'" + url + "' is no URL of PostgreSQL",
          "Give a URL that starts with " + POSTGRESQL + "//");
      return Optional.empty();
    }
    int size = pool.maximumSize() == null ? PoolSettings.DEFAULT_MAXIMUM_SIZE : pool.maximumSize();
    if (size < 1) {
      problem(path.replace(".url", ".maximum-size"), "it is " + size, "Give at least 1");
      return Optional.empty();
    }
    PoolSettings settings = new PoolSettings(url, pool.username(), pool.password(), size, pool.properties(), null);
    Owner owner = pool.owner() == null ? this.owner : pool.owner();
    return Optional.of(
        owner == null || owner.username() == null ? settings : settings.withOwner(owner.username(), owner.password()));
  }

  private static DatasourceSet set(DatasourceName name, PoolSettings pool) {
    return DatasourceSet.of(name, pool);
  }

  private void problem(String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(setting, problem, action));
  }
}
