package dev.partywall.spring.boot.actuate;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.sql.Effect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the reads of each node since the start. */
final class ReadCounts implements DoorListener {

  private final Map<DatasourceName, Map<String, LongAdder>> reads = new ConcurrentHashMap<>();

  @Override
  public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
    if (effect == Effect.READ) {
      reads
          .computeIfAbsent(datasource, _ -> new ConcurrentHashMap<>())
          .computeIfAbsent(node, _ -> new LongAdder())
          .increment();
    }
  }

  long of(DatasourceName set, String node) {
    LongAdder count = reads.getOrDefault(set, Map.of()).get(node);
    return count == null ? 0 : count.sum();
  }

  long of(DatasourceName set) {
    return reads.getOrDefault(set, Map.of()).values().stream().mapToLong(LongAdder::sum).sum();
  }
}
