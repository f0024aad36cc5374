package dev.partywall.spring.boot.app;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.sql.Effect;
import java.util.ArrayList;
import java.util.List;

/** Where statements went, as {@code node reason}. */
public final class Went implements DoorListener {

  private final List<String> routes = new ArrayList<>();

  @Override
  public synchronized void running(
      Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
    routes.add(node + " " + reason.code());
  }

  /** The last statement's. */
  public synchronized String last() {
    return routes.getLast();
  }
}
