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
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

  private final MeterRegistry registry;
  private final Set<DatasourceName> tagged;

  DoorMetrics(MeterRegistry registry, List<DatasourceSet> sets) {
    this.registry = registry;
    this.tagged = sets.stream().map(DatasourceSet::name).limit(TAGGED_SETS).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
    Counter.builder("partywall.statements")
        .description("Guarded statements that ran")
        .tag(DATASOURCE, tag(datasource))
        .tag("effect", lower(effect.name()))
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
    Timer.builder("partywall.connections.acquire")
        .description("How long statements waited for a physical connection")
        .tag(DATASOURCE, tag(datasource))
        .tag("outcome", outcome)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private String tag(DatasourceName datasource) {
    return tagged.contains(datasource) ? datasource.value() : "other";
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
