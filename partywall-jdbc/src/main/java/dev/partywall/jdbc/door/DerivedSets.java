package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The sets that are databases on the servers of others. Each is there from its first use on, so that ten thousand of
 * them cost nothing until then. Safe for use by many threads.
 */
final class DerivedSets {

  private final Map<DatasourceName, DatasourceSet> given = new ConcurrentHashMap<>();
  private final Set<DatasourceName> derived = ConcurrentHashMap.newKeySet();
  private final Consumer<DatasourceSet> adding;

  /**
   * @param adding makes a set known to the rest of the door
   */
  DerivedSets(Collection<DatasourceSet> given, Consumer<DatasourceSet> adding) {
    this.adding = adding;
    given.forEach(this::given);
  }

  /** A set was added by its settings. */
  void given(DatasourceSet set) {
    given.put(set.name(), set);
  }

  /** Makes sure that a set is there, if it can be derived. */
  void require(DatasourceName name) {
    DatasourceName servers = name.servers();
    if (servers != null && !derived.contains(name) && !given.containsKey(name)) {
      derive(name, servers);
    }
  }

  private synchronized void derive(DatasourceName name, DatasourceName servers) {
    DatasourceSet set = given.get(servers);
    if (set != null && !derived.contains(name)) {
      adding.accept(set.onDatabase(Objects.requireNonNull(name.database())));
      derived.add(name);
    }
  }

  /** A set was removed. One that is derived is there again if somebody uses it. */
  void removed(DatasourceName name) {
    given.remove(name);
    derived.remove(name);
  }
}
