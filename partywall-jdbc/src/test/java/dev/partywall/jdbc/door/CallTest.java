package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.TransactionSpansDatabasesException;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions that are allowed by name, and JDBC's calls of them. */
class CallTest extends DoorFixture {

  CallTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), new Placement.Isolated(OTHER));
  }

  @Override
  TenantDataSource.Builder configure(TenantDataSource.Builder builder) {
    return super.configure(builder).policy(new GuardPolicy(Set.of("note", "twice"), Set.of()));
  }

  @BeforeEach
  void makeFunctions() throws SQLException {
    for (Tenant tenant : new Tenant[] {acme, globex}) {
      raw(
          tenant,
          "create table if not exists log (id int);"
              + "create or replace function note(i int) returns int volatile language sql as 'insert into log values (i) returning id';"
              + "create or replace function twice(i int, out o int) immutable language sql as 'select 2 * i';"
              + "create or replace function closed(i int) returns int immutable language sql as 'select i'");
    }
    door.refreshCatalogs();
  }

  @Test
  void aCallThatMayWriteCountsAsAWrite() throws SQLException {
    try (Connection c = door.getConnection()) {
      c.setAutoCommit(false);
      Tenancy.of(acme).call(() -> Sql.string(c, "select note(?)", 1));
      Tenancy.of(globex).call(() -> Sql.update(c, "update customer set name = 'x'"));
      assertThatThrownBy(c::commit).isInstanceOf(TransactionSpansDatabasesException.class);

      Tenancy.of(acme).call(() -> Sql.string(c, "select twice(?)", 1));
      Tenancy.of(globex).call(() -> Sql.update(c, "update customer set name = 'x'"));
      c.commit();
    }
    assertThat(rawString(acme, "select count(*) from log")).isEqualTo("0");
  }

  @Test
  void aCallThatMayWriteIsRefusedAcrossTenants() throws SQLException {
    in(
        Tenancy.across("test", Set.of(acme)),
        c -> {
          assertThatThrownBy(() -> Sql.string(c, "select note(1)"))
              .isInstanceOfSatisfying(
                  StatementRefusedException.class,
                  e -> assertThat(e.reason()).isEqualTo(StatementRefusedException.Reason.READ_ONLY_REACH));
          return Sql.string(c, "select twice(1)");
        });
  }

  @Test
  void aFunctionIsCalledWithItsResultsByNumber() throws SQLException {
    in(
        acme,
        c -> {
          try (CallableStatement call = c.prepareCall("{? = call twice(?)}")) {
            call.registerOutParameter(1, Types.INTEGER);
            call.setInt(2, 21);
            call.execute();
            assertThat(call.getInt(1)).isEqualTo(42);
            assertThat(call.getObject(1)).isEqualTo(42);
            assertThat(call.wasNull()).isFalse();
            assertThat(call.getConnection()).isSameAs(c);
            assertThatThrownBy(() -> call.registerOutParameter(3, Types.INTEGER)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> call.setInt("i", 1)).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> call.getInt("o")).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> call.unwrap(org.postgresql.PGStatement.class)).isInstanceOf(SQLException.class);
            ParameterMetaData parameters = call.getParameterMetaData();
            assertThat(parameters.getParameterCount()).isEqualTo(2);
          }
          assertThatThrownBy(() -> c.prepareCall("{call closed(1)}")).isInstanceOf(StatementRefusedException.class);
          return null;
        });
  }

  @Test
  void theHostMayUseLargeObjects() throws SQLException {
    in(
        Tenancy.host(),
        c -> {
          c.setAutoCommit(false);
          try (var statement = c.prepareStatement("insert into plan (id, name) select 7, 'large' where ? > 0")) {
            statement.setBlob(1, new java.io.ByteArrayInputStream(new byte[] {1}), 1L);
            assertThat(statement.executeUpdate()).isEqualTo(1);
          }
          c.rollback();
          return null;
        });
  }
}
