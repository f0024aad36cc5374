package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.spring.boot.PartywallProperties.Owner;
import dev.partywall.spring.boot.PartywallProperties.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of a datasource set of its pools, and collects what is wrong with them. */
final class NodeEntries {

  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final @Nullable Owner owner;
  private final List<ConfigurationProblem> problems;

  /**
   * @param owner who owns the tables where a pool does not say it
   */
  NodeEntries(@Nullable Owner owner, List<ConfigurationProblem> problems) {
    this.owner = owner;
    this.problems = problems;
  }

  /**
   * The nodes of the entries without a mistake.
   *
   * @param path the setting with the list, which ends with {@code write} or {@code read}
   */
  List<Node> read(String path, List<Pool> entries) {
    String kind = path.substring(path.lastIndexOf('.') + 1);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Pool entry = entries.get(i);
      String given = entry.name() == null ? kind + "-" + (i + 1) : entry.name();
      node(path + "[" + i + "]", given, entry).ifPresent(nodes::add);
    }
    return nodes;
  }

  private Optional<Node> node(String path, String name, Pool entry) {
    Optional<PoolSettings> pool = pool(path + ".url", entry);
    if (entry.weight() < 1) {
      problem(path + ".weight", "it is " + entry.weight(), "Give at least 1, or leave the pool out");
      return Optional.empty();
    }
    try {
      return pool.map(settings -> new Node(name, settings, entry.weight()));
    } catch (IllegalArgumentException e) {
      problem(path + ".name", String.valueOf(e.getMessage()), "Rename it, or leave the name out");
      return Optional.empty();
    }
  }

  /**
   * The settings of a pool, if there is no mistake in them.
   *
   * @param path the setting with its URL
   */
  Optional<PoolSettings> pool(String path, Pool pool) {
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

  private void problem(String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(setting, problem, action));
  }
}
