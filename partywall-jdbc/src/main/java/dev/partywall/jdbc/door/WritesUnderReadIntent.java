package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.WriteUnderReadIntent;
import dev.partywall.jdbc.WriteUnderReadIntentException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of statements that write where the intent is to read, or refuses them. */
final class WritesUnderReadIntent {

  private static final Logger LOG = LoggerFactory.getLogger(WritesUnderReadIntent.class);

  /** How many places in the code are told of. */
  private static final int MAXIMUM_SITES = 1_000;

  private final DoorListener listener;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  WritesUnderReadIntent(DoorListener listener) {
    this.listener = listener;
  }

  /**
   * A statement is about to write.
   *
   * @throws WriteUnderReadIntentException if the set's routing refuses it
   */
  void check(Tenancy tenancy, DatasourceName set, String sql, Routing routing) {
    boolean refused = routing.writeUnderReadIntent() == WriteUnderReadIntent.REFUSE;
    listener.writeUnderReadIntent(tenancy, set, refused);
    if (refused) {
      WriteUnderReadIntentException refusal = new WriteUnderReadIntentException(tenancy.label(), set, sql);
      listener.refused(tenancy, refusal);
      throw refusal;
    }
    if (told.size() < MAXIMUM_SITES) {
      String site = String.valueOf(CallSite.find());
      if (told.add(site)) {
        LOG.info(
            "{} writes to datasource set '{}' where the intent is to read; it goes to the writer: {}", site, set, sql);
      }
    }
  }
}
