package dev.partywall.identity;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;

/** One tenant has a schema of its own. */
class SchemaUsersTest extends UsersContract {

  SchemaUsersTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) throws SQLException {
    super(main, other, new Placement.Schema(DatasourceName.MAIN, "acme"), Placement.shared(), false);
  }
}
