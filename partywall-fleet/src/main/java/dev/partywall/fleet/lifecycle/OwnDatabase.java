package dev.partywall.fleet.lifecycle;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;

/**
 * The database of one tenant.
 *
 * @param servers the set on whose servers it is
 * @param name its name
 */
record OwnDatabase(DatasourceName servers, String name) {

  static OwnDatabase of(Placement.Isolated placement) {
    DatasourceName set = placement.datasource();
    DatasourceName servers = set.servers();
    String name = set.database();
    if (servers == null || name == null) {
      throw new IllegalStateException("The datasource set '" + set + "' is configured, and not one tenant's to remove");
    }
    return new OwnDatabase(servers, name);
  }

  Placement.Isolated placement() {
    return new Placement.Isolated(servers.on(name));
  }
}
