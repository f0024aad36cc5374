package dev.partywall.spring.boot.caches;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.Change;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.fleet.jobs.Job;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.jdbc.ChangeRecorder;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.spring.boot.PartywallSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Puts down with each change, where a database has no positions to compare, that what was cached of it is to be deleted
 * after a while: so it is also where the process ends between the commit and the delete.
 */
final class RecordedDeletes implements ChangeRecorder {

  private final Set<DatasourceName> placed = ConcurrentHashMap.newKeySet();
  private final Set<DatasourceName> prepared = ConcurrentHashMap.newKeySet();
  private final Duration delay;
  private final LayeredCaches caches;
  private final Supplier<TenantJobs> jobs;
  private final Job<String> job;

  RecordedDeletes(PartywallSettings settings, LayeredCaches caches, Supplier<TenantJobs> jobs, Job<String> job) {
    settings.datasources().stream()
        .filter(set -> !set.isSingle() && set.routing().consistency() == Consistency.POSITION)
        .map(DatasourceSet::name)
        .forEach(placed::add);
    this.delay = settings.cache().doubleDelete().delay();
    this.caches = caches;
    this.jobs = jobs;
    this.job = job;
  }

  @Override
  public boolean records(DatasourceName set) {
    return !placed.contains(set);
  }

  @Override
  public void record(List<Change> changes, Connection physical) throws SQLException {
    for (Change change : changes) {
      if (prepared.add(change.set())) {
        jobs.get().prepare(change.set());
      }
      Tenancy whose = change.tenancy().tenant().isPresent() ? change.tenancy() : Tenancy.host();
      for (String text : caches.deletesAfter(change)) {
        jobs.get().schedule(physical, change.set(), whose, job, text, delay);
      }
    }
  }
}
