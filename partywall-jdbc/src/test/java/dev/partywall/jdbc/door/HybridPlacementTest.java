package dev.partywall.jdbc.door;

import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class HybridPlacementTest extends DoorFixture
    implements StatementContract, ParameterContract, TransactionContract, ConnectionContract {

  HybridPlacementTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), new Placement.Isolated(OTHER));
  }

  @Override
  public boolean oneDatabase() {
    return false;
  }
}
