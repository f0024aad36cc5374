package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the tenant gets to the policies. */
class CarriedTenantTest extends CarriedTenants {

  private static final String NAMES = "select name from customer order by id";

  @Test
  void aQueryTakesTheTenantAlong() throws SQLException {
    as(GLOBEX, c -> Sql.strings(c, NAMES)); // opens the connection and reads the catalog
    for (Tenant tenant : List.of(ACME, ACME, GLOBEX)) {
      assertThat(statements(tenant, c -> Sql.strings(c, NAMES))).isEqualTo(1);
      List<String> names = as(tenant, c -> Sql.strings(c, NAMES));
      assertThat(names).hasSize(3).allMatch(name -> name.startsWith(tenant.id() + "-"));
    }
  }

  @Test
  void aPlainStatementTakesTheTenantAlong() throws SQLException {
    as(GLOBEX, c -> Sql.strings(c, NAMES));
    assertThat(
            statements(
                ACME,
                c -> {
                  try (Statement statement = c.createStatement()) {
                    assertThat(Sql.strings(statement.executeQuery(NAMES))).containsExactly("1-1", "1-2", "1-3");
                    assertThat(statement.execute(NAMES)).isTrue();
                    assertThat(Sql.strings(statement.getResultSet())).hasSize(3);
                    assertThat(statement.getMoreResults()).isFalse();
                    return statement.getUpdateCount();
                  }
                }))
        .isEqualTo(2);
  }

  @Test
  void aPreparedQueryKeepsItsTenantWhateverRunsBetween() throws SQLException {
    Tenancy.of(GLOBEX)
        .<Void, SQLException>call(
            () -> {
              try (Connection connection = door.getConnection();
                  PreparedStatement own = Tenancy.of(ACME).call(() -> connection.prepareStatement(NAMES + " limit ?"));
                  PreparedStatement others = connection.prepareStatement(NAMES + " limit ?")) {
                own.setInt(1, 2);
                others.setInt(1, 1);
                for (int i = 0; i < 8; i++) { // more often than it takes the driver to prepare on the server
                  Tenancy.of(ACME)
                      .<Void, SQLException>call(
                          () -> {
                            assertThat(Sql.strings(own.executeQuery())).containsExactly("1-1", "1-2");
                            assertThat(own.execute()).isTrue();
                            assertThat(Sql.strings(own.getResultSet())).hasSize(2);
                            return null;
                          });
                  assertThat(Sql.strings(others.executeQuery())).containsExactly("2-1");
                }
              }
              return null;
            });
  }

  @Test
  void aQueryDescribesItself() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement =
              c.prepareStatement("select name, id from customer where id = ? and city = ?")) {
            assertThat(statement.getMetaData().getColumnCount()).isEqualTo(2);
            assertThat(statement.getMetaData().getColumnName(1)).isEqualTo("name");
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(2);
            assertThat(statement.getParameterMetaData().getParameterTypeName(1)).isEqualTo("int8");
            statement.setLong(1, 1);
            statement.setString(2, "Oslo");
            statement.clearParameters();
            assertThatThrownBy(statement::executeQuery).hasMessageContaining("No value specified");
            return null;
          }
        });
  }

  @Test
  void aQueryIsNoUpdateAndNoBatch() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement = c.prepareStatement(NAMES)) {
            assertThatThrownBy(statement::executeUpdate).isInstanceOf(SQLException.class);
            assertThatThrownBy(statement::addBatch).isInstanceOf(SQLException.class);
            assertThat(Sql.strings(statement.executeQuery())).hasSize(3);
            return null;
          }
        });
  }

  @Test
  void aScrollableQueryAndALimitedOneWork() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement =
              c.prepareStatement(NAMES, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            statement.setMaxRows(2);
            ResultSet rows = statement.executeQuery();
            assertThat(rows.last()).isTrue();
            assertThat(rows.getRow()).isEqualTo(2);
            return null;
          }
        });
  }

  @Test
  void aCursorIsReadAsWhomItWasOpenedFor() throws SQLException {
    as(
        ACME,
        c -> {
          c.setAutoCommit(false);
          String join = "select a.name || b.name from customer a, customer b where b.id > a.id - 5 order by a.id, b.id";
          try (PreparedStatement statement = c.prepareStatement(join)) {
            statement.setFetchSize(1);
            ResultSet rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            int count = 1;
            while (rows.next()) {
              count++;
              assertThat(rows.getString(1)).matches("1-.1-.");
              Tenancy.of(GLOBEX)
                  .<Void, SQLException>call(
                      () -> {
                        assertThat(Sql.strings(c, NAMES)).containsExactly("2-1", "2-2", "2-3");
                        return null;
                      });
            }
            assertThat(count).isEqualTo(9);
            return null;
          }
        });
  }

  @Test
  void aRollbackTakesTheTenantBackAndThatIsNoticed() throws SQLException {
    as(
        ACME,
        c -> {
          assertThat(Sql.strings(c, NAMES)).hasSize(3);
          c.setAutoCommit(false);

          Tenancy.of(GLOBEX).<Void, SQLException>call(() -> assertSees(c, "2-1"));
          c.rollback();
          assertSees(c, "1-1");
          Savepoint savepoint = c.setSavepoint();
          Tenancy.of(GLOBEX).<Void, SQLException>call(() -> assertSees(c, "2-1"));
          c.rollback(savepoint);
          assertSees(c, "1-1");
          Tenancy.of(GLOBEX).<Void, SQLException>call(() -> assertSees(c, "2-1"));
          c.commit();
          assertSees(c, "1-1");
          return null;
        });
    as(GLOBEX, c -> assertSees(c, "2-1"));
  }

  private static Void assertSees(Connection connection, String first) throws SQLException {
    assertThat(Sql.strings(connection, NAMES)).first().isEqualTo(first);
    return null;
  }

  @Test
  void aQueryThatFailsLeavesNothingBehind() throws SQLException {
    as(GLOBEX, c -> Sql.strings(c, NAMES));
    assertThatThrownBy(() -> as(ACME, c -> Sql.strings(c, "select 1 / (id - id) from customer")))
        .isInstanceOf(SQLException.class);
    as(GLOBEX, c -> assertSees(c, "2-1"));
    as(ACME, c -> assertSees(c, "1-1"));
  }

  @Test
  void theFirstStatementOfATransactionMaySetItsIsolation() throws SQLException {
    as(
        ACME,
        c -> {
          c.setAutoCommit(false);
          try (Statement statement = c.createStatement()) {
            statement.execute("set transaction isolation level serializable");
          }
          assertSees(c, "1-1");
          c.commit();
          return null;
        });
  }

  @Test
  void hostAndTenantsShareOneConnectionAndOneTransaction() throws SQLException {
    as(
        ACME,
        c -> {
          c.setAutoCommit(false);
          Sql.update(c, "update customer set name = 'changed' where id = 1");
          Tenancy.host()
              .<Void, SQLException>call(
                  () -> {
                    assertThat(Sql.update(c, "insert into plan values (2, 'paid')")).isEqualTo(1);
                    return null;
                  });
          assertThat(Sql.strings(c, "select name from plan order by id")).containsExactly("free", "paid");
          assertThat(door.stats().pools().getFirst().active()).isEqualTo(1);
          c.commit();
          return null;
        });
    Tenancy.across("report", List.of(ACME, GLOBEX))
        .<Void, SQLException>call(
            () -> {
              try (Connection connection = door.getConnection()) {
                assertThat(Sql.string(connection, "select count(*) from customer")).isEqualTo("6");
              }
              return null;
            });
  }
}
