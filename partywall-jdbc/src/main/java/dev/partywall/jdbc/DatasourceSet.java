package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import java.util.List;

/**
 * A named set of write pools and read pools of one logical database. Reads and writes both go to the first write pool.
 *
 * @param name the name that placements refer to
 * @param write the pools that write; exactly one
 * @param read the pools that only read; none so far
 */
public record DatasourceSet(DatasourceName name, List<PoolSettings> write, List<PoolSettings> read) {

  public DatasourceSet {
    write = List.copyOf(write);
    read = List.copyOf(read);
    if (write.size() != 1) {
      throw new IllegalArgumentException(
          "Datasource set '" + name + "' has " + write.size() + " write pools; it needs exactly 1");
    }
    if (!read.isEmpty()) {
      throw new IllegalArgumentException(
          "Datasource set '" + name + "' has " + read.size() + " read pools; read pools are not supported yet");
    }
  }
}
