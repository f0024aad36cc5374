package dev.partywall.example.crm.web;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.sql.Effect;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Remembers which node served each tenant's last statements, and why, for the page to show. */
@Component
class RecentStatements implements DoorListener {

  private static final int KEPT = 10;

  private final Clock clock;
  private final Map<TenantId, Deque<Served>> byTenant = new ConcurrentHashMap<>();

  /**
   * A statement that was served.
   *
   * @param effect what it did, such as {@code read}
   * @param reason why it went to the node, such as {@code reader-any}
   */
  record Served(Instant at, String effect, String datasource, String node, String reason) {}

  RecentStatements(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
    if (tenancy instanceof Tenancy.OfTenant(Tenant tenant)) {
      String what = effect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      Served served = new Served(clock.instant(), what, datasource.value(), node, reason.code());
      Deque<Served> last = byTenant.computeIfAbsent(tenant.id(), _ -> new ArrayDeque<>());
      synchronized (last) {
        last.addFirst(served);
        if (last.size() > KEPT) {
          last.removeLast();
        }
      }
    }
  }

  /** A tenant's last statements, the newest first. */
  List<Served> of(Tenant tenant) {
    Deque<Served> last = byTenant.getOrDefault(tenant.id(), new ArrayDeque<>());
    synchronized (last) {
      return List.copyOf(last);
    }
  }
}
