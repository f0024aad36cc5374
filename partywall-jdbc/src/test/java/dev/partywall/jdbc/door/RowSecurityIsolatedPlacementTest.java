package dev.partywall.jdbc.door;

import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class RowSecurityIsolatedPlacementTest extends IsolatedPlacementTest {

  RowSecurityIsolatedPlacementTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other);
  }

  @Override
  boolean rowSecurity() {
    return true;
  }
}
