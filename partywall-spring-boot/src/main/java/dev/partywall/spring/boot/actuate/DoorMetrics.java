package dev.partywall.spring.boot.actuate;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.sql.Effect;
import dev.partywall.sql.StatementRefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts what passes the door. No meter is tagged with a tenant, and only so many datasource sets have meters of their
 * own.
 */
final class DoorMetrics implements DoorListener {

  /**
   * Sets beyond these share the tag {@code other}, so that ten thousand isolated tenants do not make as many meters.
   */
  static final int TAGGED_SETS = 50;

  private static final String DATASOURCE = "datasource";
  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Set<DatasourceName> tagged;

  // By set, then by node or outcome: nothing is made anew for a statement.
  private final Map<String, Map<String, NodeCounters>> statements = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Timer>> waits = new ConcurrentHashMap<>();

  /** The counters of a node, by reason and effect. */
  private static final class NodeCounters {
    private final Map<RouteReason, Map<Effect, Counter>> counters = new EnumMap<>(RouteReason.class);

    private NodeCounters() {
      for (RouteReason reason : RouteReason.values()) {
        counters.put(reason, new ConcurrentHashMap<>());
      }
    }

    Map<Effect, Counter> of(RouteReason reason) {
      return counters.getOrDefault(reason, Map.of());
    }
  }

  DoorMetrics(MeterRegistry registry, List<DatasourceSet> sets) {
    this.registry = registry;
    this.tagged = sets.stream().map(DatasourceSet::name).limit(TAGGED_SETS).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
    boolean own = tagged.contains(datasource);
    NodeCounters counters =
        statements
            .computeIfAbsent(own ? datasource.value() : OTHER, _ -> new ConcurrentHashMap<>())
            .computeIfAbsent(own ? node : OTHER, _ -> new NodeCounters());
    counters
        .of(reason)
        .computeIfAbsent(effect, _ -> statementCounter(tag(datasource), own ? node : OTHER, reason, effect))
        .increment();
  }

  private Counter statementCounter(String datasource, String node, RouteReason reason, Effect effect) {
    return Counter.builder("partywall.statements")
        .description("Guarded statements that ran")
        .tag(DATASOURCE, datasource)
        .tag("effect", lower(effect.name()))
        .tag("node", node)
        .tag("reason", reason.code())
        .register(registry);
  }

  @Override
  public void writeUnderReadIntent(Tenancy tenancy, DatasourceName datasource, boolean refused) {
    Counter.builder("partywall.writes.under.read.intent")
        .description("Statements that write where the intent was to read")
        .tag(DATASOURCE, tag(datasource))
        .tag("outcome", refused ? "refused" : "allowed")
        .register(registry)
        .increment();
  }

  @Override
  public void refused(@Nullable Tenancy tenancy, PartywallException reason) {
    Counter.builder("partywall.refusals")
        .description("Statements that did not run, by why")
        .tag("code", reason.code())
        .tag("reason", reason instanceof StatementRefusedException refusal ? refusal.reason().code() : "none")
        .register(registry)
        .increment();
  }

  @Override
  public void asWritten(@Nullable Tenancy tenancy, AsWritten why) {
    Counter.builder("partywall.statements.as.written")
        .description("Statements that ran as they are written: changed or refused if the guard enforced, or allowed")
        .tag("why", lower(why.name()))
        .register(registry)
        .increment();
  }

  @Override
  public void acquired(Tenancy tenancy, DatasourceName datasource, long waitedNanos) {
    waited("acquired", datasource, waitedNanos);
  }

  @Override
  public void unavailable(Tenancy tenancy, DatasourceName datasource, long waitedNanos, SQLException reason) {
    waited("unavailable", datasource, waitedNanos);
  }

  private void waited(String outcome, DatasourceName datasource, long nanos) {
    String set = tag(datasource);
    waits
        .computeIfAbsent(outcome, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(set, _ -> timer(set, outcome))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String set, String outcome) {
    return Timer.builder("partywall.connections.acquire")
        .description("How long statements waited for a physical connection")
        .tag(DATASOURCE, set)
        .tag("outcome", outcome)
        .register(registry);
  }

  private String tag(DatasourceName datasource) {
    return tagged.contains(datasource) ? datasource.value() : OTHER;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
