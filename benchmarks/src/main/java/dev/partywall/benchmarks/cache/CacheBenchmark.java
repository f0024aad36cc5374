package dev.partywall.benchmarks.cache;

import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.benchmarks.cache.coherence.Coherence;
import dev.partywall.benchmarks.cache.speed.Speed;
import java.util.LinkedHashMap;
import java.util.Map;

/** How quick the cache is, and whether what it shows is true, beside other ways to cache. */
public final class CacheBenchmark implements Benchmark {

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Report speed = Speed.run(quick);
    Report coherence = Coherence.run(quick);
    Map<String, Object> json = new LinkedHashMap<>(coherence.json());
    json.put("speed", speed.json());
    return new Report(speed.table() + "\n" + coherence.table(), json);
  }
}
