package dev.partywall.jdbc.internal.catalog;

import dev.partywall.sql.Catalog;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** Gives tests of other packages the catalog of a database. */
public final class TestCatalogs {

  private TestCatalogs() {}

  public static Catalog read(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return new CatalogReader("tenant_id").read(connection, database.name(), null);
    }
  }
}
