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
    String set = placement.datasource().value();
    int dot = set.indexOf('.');
    if (dot < 0) {
      throw new IllegalStateException("The datasource set '" + set + "' is configured, and not one tenant's to remove");
    }
    return new OwnDatabase(DatasourceName.of(set.substring(0, dot)), set.substring(dot + 1));
  }

  Placement.Isolated placement() {
    return new Placement.Isolated(DatasourceName.of(servers + "." + name));
  }
}
