package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import dev.partywall.sql.Effect;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Is told what passes the door, for metrics and traces. Called on the thread of the statement, so it is quick; what it
 * throws is logged and goes no further. Each method does nothing unless overridden.
 */
public interface DoorListener {

  /** Listens to nothing. */
  DoorListener NONE = new DoorListener() {};

  /**
   * A guarded statement is about to run. A batch is one statement.
   *
   * @param node the node of the set that it goes to
   * @param reason why it goes there
   */
  default void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {}

  /** A statement that writes is about to run where the intent is to read. */
  default void writeUnderReadIntent(Tenancy tenancy, DatasourceName datasource, boolean refused) {}

  /** A statement was refused; nothing of it ran. The tenancy is null where none was bound. */
  default void refused(@Nullable Tenancy tenancy, PartywallException reason) {}

  /** A statement is about to run as it is written. The tenancy is null where none was bound. */
  default void asWritten(@Nullable Tenancy tenancy, AsWritten why) {}

  /** Why a statement runs as it is written. */
  enum AsWritten {
    /** The guard only reports; enforcing, it would run another text. */
    CHANGED,
    /** The guard only reports; enforcing, it would refuse. */
    REPORTED,
    /** It is not proven, and allowed by its fingerprint. */
    ALLOWED
  }

  /** A physical connection was taken. */
  default void acquired(Tenancy tenancy, DatasourceName datasource, long waitedNanos) {}

  /** No physical connection could be had. */
  default void unavailable(Tenancy tenancy, DatasourceName datasource, long waitedNanos, SQLException reason) {}
}
