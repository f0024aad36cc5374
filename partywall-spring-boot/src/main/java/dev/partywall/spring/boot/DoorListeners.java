package dev.partywall.spring.boot;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.sql.Effect;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells all listeners of an application what passes the door. */
record DoorListeners(List<DoorListener> listeners) implements DoorListener {

  DoorListeners {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
    listeners.forEach(listener -> listener.running(tenancy, datasource, node, reason, effect));
  }

  @Override
  public void writeUnderReadIntent(Tenancy tenancy, DatasourceName datasource, boolean refused) {
    listeners.forEach(listener -> listener.writeUnderReadIntent(tenancy, datasource, refused));
  }

  @Override
  public void refused(@Nullable Tenancy tenancy, PartywallException reason) {
    listeners.forEach(listener -> listener.refused(tenancy, reason));
  }

  @Override
  public void asWritten(@Nullable Tenancy tenancy, AsWritten why) {
    listeners.forEach(listener -> listener.asWritten(tenancy, why));
  }

  @Override
  public void acquired(Tenancy tenancy, DatasourceName datasource, long waitedNanos) {
    listeners.forEach(listener -> listener.acquired(tenancy, datasource, waitedNanos));
  }

  @Override
  public void unavailable(Tenancy tenancy, DatasourceName datasource, long waitedNanos, SQLException reason) {
    listeners.forEach(listener -> listener.unavailable(tenancy, datasource, waitedNanos, reason));
  }
}
