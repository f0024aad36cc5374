package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the tenant gets to the policies with what writes. Each test begins with another tenant on the connection. */
class CarriedWriteTest extends CarriedTenants {

  private static final String RENAME = "update customer set name = ? where id = ?";
  private static final String NAMES = "select name from customer order by id";

  @BeforeEach
  void carryAnother() throws SQLException {
    as(GLOBEX, c -> Sql.strings(c, NAMES));
  }

  private List<String> names(Tenant tenant) throws SQLException {
    return as(tenant, c -> Sql.strings(c, NAMES));
  }

  @Test
  void aWriteTakesTheTenantAlong() throws SQLException {
    for (Tenant tenant : List.of(ACME, ACME, GLOBEX)) {
      assertThat(statements(tenant, c -> Sql.update(c, RENAME, "x", 1))).isEqualTo(1);
      as(
          tenant,
          c -> {
            String insert = "insert into customer (id, name) values (?, ?), (?, ?)";
            assertThat(Sql.update(c, insert, 7, "a", 8, "b")).isEqualTo(2);
            return null;
          });
      as(tenant, c -> assertDeleted(c, 2));
    }
    assertThat(names(ACME)).containsExactly("x", "1-2", "1-3");
  }

  private static Void assertDeleted(Connection connection, int count) throws SQLException {
    assertThat(Sql.update(connection, "delete from customer where id in (7, 8)")).isEqualTo(count);
    return null;
  }

  @Test
  void aPlainStatementTakesTheTenantAlong() throws SQLException {
    assertThat(
            statements(
                ACME,
                c -> {
                  try (Statement statement = c.createStatement()) {
                    assertThat(statement.executeUpdate("update customer set name = 'x' where id < 3")).isEqualTo(2);
                    assertThat(statement.getUpdateCount()).isEqualTo(2);
                    assertThat(statement.getMoreResults()).isFalse();
                    return statement.getUpdateCount();
                  }
                }))
        .isEqualTo(1);
    assertThat(names(GLOBEX)).containsExactly("2-1", "2-2", "2-3");
  }

  @Test
  void executeTellsTheWritesResult() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement = c.prepareStatement(RENAME)) {
            statement.setString(1, "x");
            statement.setLong(2, 1);
            assertThat(statement.execute()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.getLargeUpdateCount()).isEqualTo(1);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            return null;
          }
        });
  }

  @Test
  void aWriteWithRowsIsAQueryAndNoUpdate() throws SQLException {
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      as(
          tenant,
          c -> {
            try (PreparedStatement statement = c.prepareStatement(RENAME + " returning name")) {
              statement.setString(1, "x");
              statement.setLong(2, 1);
              assertThat(Sql.strings(statement.executeQuery())).containsExactly("x");
              assertThat(statement.execute()).isTrue();
              assertThat(Sql.strings(statement.getResultSet())).containsExactly("x");
              return null;
            }
          });
    }
    as(
        ACME,
        c -> {
          try (PreparedStatement statement = c.prepareStatement(RENAME + " returning name")) {
            statement.setString(1, "x");
            statement.setLong(2, 1);
            assertThatThrownBy(statement::executeUpdate).isInstanceOf(SQLException.class);
          }
          return null;
        });
    as(
        GLOBEX,
        c -> {
          try (PreparedStatement statement = c.prepareStatement("delete from customer where id = 1")) {
            assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
          }
          return null;
        });
  }

  @Test
  void aLockingReadTakesTheTenantAlong() throws SQLException {
    assertThat(statements(ACME, c -> Sql.strings(c, NAMES + " for update"))).isEqualTo(1);
  }

  @Test
  void aBatchRunsAsTheTenantWithWhatWasSetBefore() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement = c.prepareStatement(RENAME)) {
            statement.setQueryTimeout(60);
            for (int i = 1; i <= 3; i++) {
              statement.setString(1, "batch " + i);
              statement.setLong(2, i);
              statement.addBatch();
            }
            assertThat(statement.getQueryTimeout()).isEqualTo(60);
            assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
            return null;
          }
        });
    assertThat(names(ACME)).containsExactly("batch 1", "batch 2", "batch 3");
    assertThat(names(GLOBEX)).containsExactly("2-1", "2-2", "2-3");
  }

  @Test
  void aBatchMayFollowASingleRun() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement = c.prepareStatement(RENAME)) {
            statement.setString(1, "kept");
            statement.setLong(2, 1);
            assertThat(statement.executeUpdate()).isEqualTo(1);
            statement.setLong(2, 2);
            statement.addBatch();
            statement.setLong(2, 3);
            statement.addBatch();
            assertThat(statement.executeLargeBatch()).containsExactly(1, 1);
            return null;
          }
        });
    assertThat(names(ACME)).containsExactly("kept", "kept", "kept");
  }

  @Test
  void parametersAreKeptFromRunToRun() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement = c.prepareStatement(RENAME)) {
            statement.setString(1, "kept");
            for (int i = 1; i <= 3; i++) {
              statement.setLong(2, i);
              assertThat(statement.executeUpdate()).isEqualTo(1);
            }
            statement.clearParameters();
            assertThatThrownBy(statement::executeUpdate).isInstanceOf(SQLException.class);
            return null;
          }
        });
    assertThat(names(ACME)).containsExactly("kept", "kept", "kept");
  }

  @Test
  void aStreamIsReadOnce() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement =
              c.prepareStatement("update customer set city = ?, name = ? where id = ?")) {
            statement.setString(1, "Oslo");
            statement.setCharacterStream(2, new StringReader("streamed"), 8);
            statement.setLong(3, 1);
            statement.addBatch();
            assertThat(statement.executeBatch()).containsExactly(1);
            return null;
          }
        });
    assertThat(names(ACME)).first().isEqualTo("streamed");
  }

  @Test
  void aPreparedWriteKeepsItsTenantWhateverRunsBetween() throws SQLException {
    as(
        ACME,
        c -> {
          try (PreparedStatement statement = c.prepareStatement(RENAME)) {
            for (int i = 1; i <= 8; i++) {
              int id = 1 + i % 3;
              Tenancy.of(i % 2 == 0 ? GLOBEX : ACME).<Void, SQLException>call(() -> assertOwn(c));
              if (i % 3 == 0) {
                Tenancy.host().<Void, SQLException>call(() -> assertPlans(c));
              }
              statement.setString(1, "1-" + id);
              statement.setLong(2, id);
              assertThat(statement.executeUpdate()).isEqualTo(1);
            }
            return null;
          }
        });
  }

  private static Void assertOwn(Connection connection) throws SQLException {
    assertThat(Sql.strings(connection, NAMES)).hasSize(3);
    return null;
  }

  private static Void assertPlans(Connection connection) throws SQLException {
    assertThat(Sql.string(connection, "select count(*) from plan")).isEqualTo("1");
    return null;
  }

  @Test
  void generatedKeysAreThoseOfTheWrite() throws SQLException {
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      as(
          tenant,
          c -> {
            try (PreparedStatement statement =
                c.prepareStatement("insert into orders (customer_id) values (1), (2)", new String[] {"id"})) {
              assertThat(statement.executeUpdate()).isEqualTo(2);
              ResultSet keys = statement.getGeneratedKeys();
              assertThat(keys.getMetaData().getColumnName(1)).isEqualTo("id");
              assertThat(Sql.strings(keys)).hasSize(2);
              return null;
            }
          });
    }
  }

  @Test
  void aWriteThatFailsLeavesNothingBehind() throws SQLException {
    for (boolean inTransaction : List.of(false, true)) {
      as(
          ACME,
          c -> {
            c.setAutoCommit(!inTransaction);
            assertThatThrownBy(() -> Sql.update(c, "insert into customer (id, name) values (?, ?)", 1, "twice"))
                .isInstanceOf(SQLException.class);
            if (inTransaction) {
              c.rollback();
            }
            assertThat(Sql.strings(c, NAMES)).containsExactly("1-1", "1-2", "1-3");
            return null;
          });
      assertThat(names(GLOBEX)).containsExactly("2-1", "2-2", "2-3");
    }
  }

  @Test
  void aRollbackTakesTheTenantBackAndThatIsNoticed() throws SQLException {
    as(
        ACME,
        c -> {
          c.setAutoCommit(false);
          assertThat(Sql.update(c, RENAME, "x", 1)).isEqualTo(1);
          c.rollback();
          assertThat(Sql.strings(c, NAMES)).containsExactly("1-1", "1-2", "1-3");
          return null;
        });
    assertThat(names(GLOBEX)).containsExactly("2-1", "2-2", "2-3");
  }
}
