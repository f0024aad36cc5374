package dev.partywall.fleet.jobs;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Schedules the work of a timetable for each tenant when its time has come. */
final class Recurrence {

  /** The key of work of a timetable: there is one of each owner. */
  static final String KEY = "recurring";

  private static final int AT_ONCE = 500;

  private final Recurring work;
  private final TenantDirectory directory;

  Recurrence(Recurring work, TenantDirectory directory) {
    this.work = work;
    this.directory = directory;
  }

  void schedule(Rows rows) throws SQLException {
    try (Stream<Tenant> tenants = directory.tenants()) {
      Iterator<Tenant> active = tenants.filter(tenant -> tenant.status() == TenantStatus.ACTIVE).iterator();
      List<Tenant> some = new ArrayList<>(AT_ONCE);
      while (active.hasNext()) {
        some.add(active.next());
        if (some.size() == AT_ONCE || !active.hasNext()) {
          rows.forEach(work.name(), some, this::delayMillis);
          some.clear();
        }
      }
    }
  }

  /** The same for a tenant each time. */
  private long delayMillis(Tenant tenant) {
    long spread = work.spread().toMillis();
    return spread == 0 ? 0 : Math.floorMod(tenant.id().toString().hashCode() * 0x9E3779B97F4A7C15L, spread);
  }
}
