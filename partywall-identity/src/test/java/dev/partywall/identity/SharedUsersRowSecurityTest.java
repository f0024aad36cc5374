package dev.partywall.identity;

import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;

/** Both tenants' users are beside the host's, with row-level security behind the guard. */
class SharedUsersRowSecurityTest extends UsersContract {

  SharedUsersRowSecurityTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other)
      throws SQLException {
    super(main, other, Placement.shared(), Placement.shared(), true);
  }
}
