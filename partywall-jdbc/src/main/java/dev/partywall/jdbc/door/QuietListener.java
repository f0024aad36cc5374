package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.sql.Effect;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener whose failures do not become a statement's. */
record QuietListener(DoorListener listener) implements DoorListener {

  private static final Logger LOG = LoggerFactory.getLogger(QuietListener.class);

  static DoorListener around(DoorListener listener) {
    return listener.equals(NONE) ? NONE : new QuietListener(listener);
  }

  @Override
  public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
    tell(() -> listener.running(tenancy, datasource, node, reason, effect));
  }

  @Override
  public void writeUnderReadIntent(Tenancy tenancy, DatasourceName datasource, boolean refused) {
    tell(() -> listener.writeUnderReadIntent(tenancy, datasource, refused));
  }

  @Override
  public void refused(@Nullable Tenancy tenancy, PartywallException reason) {
    tell(() -> listener.refused(tenancy, reason));
  }

  @Override
  public void asWritten(@Nullable Tenancy tenancy, AsWritten why) {
    tell(() -> listener.asWritten(tenancy, why));
  }

  @Override
  public void acquired(Tenancy tenancy, DatasourceName datasource, long waitedNanos) {
    tell(() -> listener.acquired(tenancy, datasource, waitedNanos));
  }

  @Override
  public void unavailable(Tenancy tenancy, DatasourceName datasource, long waitedNanos, SQLException reason) {
    tell(() -> listener.unavailable(tenancy, datasource, waitedNanos, reason));
  }

  private static void tell(Runnable message) {
    try {
      message.run();
    } catch (RuntimeException e) {
      LOG.warn("A door listener failed", e);
    }
  }
}
