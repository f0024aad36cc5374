package dev.partywall.model.access;

import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class SharedPlacementTest extends ModelFixture implements CrudContract, QueryContract, SoftDeleteContract, KeyContract {

  SharedPlacementTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), Placement.shared());
  }
}
