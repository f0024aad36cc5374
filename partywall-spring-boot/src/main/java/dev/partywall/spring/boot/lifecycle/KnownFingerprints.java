package dev.partywall.spring.boot.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.lifecycle.TenantLifecycle;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.spring.boot.migration.MigratedDatabases;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** What the registry knows of the databases of tenants: those of the present fingerprint need not be opened. */
final class KnownFingerprints implements MigratedDatabases {

  private final ObjectProvider<TenantLifecycle> tenants;
  private final Set<Placement> asked = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Map<Placement, String> known;

  KnownFingerprints(ObjectProvider<TenantLifecycle> tenants) {
    this.tenants = tenants;
  }

  @Override
  public boolean isUpToDate(PhysicalDatabase database, Supplier<String> token) {
    Placement placement =
        database
            .schema()
            .<Placement>map(schema -> new Placement.Schema(database.datasource(), schema))
            .orElseGet(() -> new Placement.Isolated(database.datasource()));
    String fingerprint = known().get(placement);
    if (fingerprint == null) {
      return false;
    }
    asked.add(placement);
    return Arrays.asList(fingerprint.split(" ", -1)).contains(token.get());
  }

  private Map<Placement, String> known() {
    Map<Placement, String> read = known;
    if (read == null) {
      read = tenants.getObject().fingerprints();
      known = read;
    }
    return read;
  }

  /** All migrations have run: what was behind is not any more. Places of deleted tenants were not asked about. */
  void record(SchemaMigrations migrations) {
    Map<Placement, String> read = known;
    if (read == null) {
      return;
    }
    String fingerprint = migrations.fingerprint();
    Set<Placement> behind =
        asked.stream().filter(placement -> !fingerprint.equals(read.get(placement))).collect(Collectors.toSet());
    if (!behind.isEmpty()) {
      tenants.getObject().migrated(behind, fingerprint);
    }
    asked.clear();
  }
}
