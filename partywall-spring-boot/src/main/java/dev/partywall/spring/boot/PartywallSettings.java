package dev.partywall.spring.boot;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.TenantId;
import dev.partywall.core.store.ConfiguredTenantStore;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.GuardMode;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.door.TenantDataSource.Span;
import dev.partywall.sql.GuardPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data half of the configuration, checked: a bean.
 *
 * @param idKind the kind of tenant ids
 * @param discriminator the column that says whose a row is
 * @param host the datasource set of the host
 * @param datasources the datasource sets
 * @param tenants the tenants listed in the configuration
 * @param budget how many connections the process may hold
 * @param policy what the guard lets pass
 * @param mode what becomes of statements that are not proven
 * @param allowedStatements reasons for statements that run although they are not proven, by fingerprint
 * @param span how a unit of work that wrote to several databases commits
 * @param rowSecurity the roles for row-level security; empty where it is off
 * @param sessions how sessions see what they wrote
 * @param cache caches in the process and in Redis
 * @param caches settings of caches by their names
 * @param jobs durable jobs
 */
public record PartywallSettings(
    TenantId.Kind idKind,
    String discriminator,
    DatasourceName host,
    List<DatasourceSet> datasources,
    ConfiguredTenantStore tenants,
    Budget budget,
    GuardPolicy policy,
    GuardMode mode,
    Map<String, String> allowedStatements,
    Span span,
    Optional<RowSecurityRoles> rowSecurity,
    SessionProperties sessions,
    CacheProperties cache,
    Map<String, CacheProperties.Named> caches,
    JobProperties jobs) {

  public PartywallSettings {
    datasources = List.copyOf(datasources);
    allowedStatements = Map.copyOf(allowedStatements);
    caches = Map.copyOf(caches);
  }

  /** How long it must be known what a session wrote: no node that lags more serves. */
  public Duration keep() {
    return datasources.stream().map(set -> set.routing().keep()).max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
