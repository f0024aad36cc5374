package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import java.util.List;
import java.util.Map;

/**
 * The pools' counts at one moment.
 *
 * @param open open connections of the process, those being opened included
 * @param maximum how many the budget allows
 * @param openByServer open connections by server ({@code host:port}), of servers that have any
 * @param maximumPerServer how many the budget allows a server
 * @param pools the open pools, by set and node
 */
public record PoolsStats(
    int open, int maximum, Map<String, Integer> openByServer, int maximumPerServer, List<PoolStats> pools) {

  public PoolsStats {
    openByServer = Map.copyOf(openByServer);
    pools = List.copyOf(pools);
  }

  /**
   * One pool.
   *
   * @param set whose pool it is
   * @param node the node of the set that it connects to
   * @param active borrowed connections
   * @param idle open connections that nobody has borrowed
   * @param waiting requests that wait for one
   * @param maximum how many connections it may hold
   */
  public record PoolStats(DatasourceName set, String node, int active, int idle, int waiting, int maximum) {}
}
