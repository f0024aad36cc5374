package dev.partywall.identity;

import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;

/** One tenant has a database of its own, with row-level security behind the guard. */
class IsolatedUsersRowSecurityTest extends UsersContract {

  IsolatedUsersRowSecurityTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other)
      throws SQLException {
    super(main, other, new Placement.Isolated(OTHER), Placement.shared(), true);
  }
}
