package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class IsolatedPlacementTest extends DoorFixture
    implements StatementContract, ParameterContract, TransactionContract, ConnectionContract {

  IsolatedPlacementTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, new Placement.Isolated(DatasourceName.MAIN), new Placement.Isolated(OTHER));
  }

  @Override
  public boolean oneDatabase() {
    return false;
  }
}
