package dev.partywall.jdbc.door;

import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class SharedPlacementTest extends DoorFixture
    implements StatementContract, ParameterContract, TransactionContract, ConnectionContract {

  SharedPlacementTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), Placement.shared());
  }

  @Override
  public boolean oneDatabase() {
    return true;
  }
}
