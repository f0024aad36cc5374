package dev.partywall.spring.boot;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.TenantId;
import dev.partywall.core.store.ConfiguredTenantStore;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.door.TenantDataSource.Span;
import dev.partywall.sql.GuardPolicy;
import java.util.List;

/** The data half of the configuration, checked. */
record Settings(
    TenantId.Kind idKind,
    String discriminator,
    DatasourceName host,
    List<DatasourceSet> datasources,
    ConfiguredTenantStore tenants,
    Budget budget,
    GuardPolicy policy,
    Span span) {}
