package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Change;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.OwnFunctions;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of functions in the schema that belongs to Partywall. */
@PartywallDatabases({"main", "own"})
class OwnFunctionsTest {

  private final Tenant acme = Tenant.of(1, "acme");
  private final Tenant initech =
      Tenant.of(2, "initech").withPlacement(new Placement.Isolated(DatasourceName.of("own")));
  private final TestDatabase main;
  private final TestDatabase own;
  private TenantDataSource door;

  OwnFunctionsTest(@Database("main") TestDatabase main, @Database("own") TestDatabase own) {
    this.main = main;
    this.own = own;
  }

  @BeforeEach
  void open() {
    for (TestDatabase database : List.of(main, own)) {
      database.execute(
          """
          drop schema if exists partywall cascade;
          create schema partywall;
          create table partywall.kept (text text);
          create function partywall.keep(t text) returns int language plpgsql as
            $$ begin insert into partywall.kept values (t); return 1; end $$;
          """);
    }
    door = TenantDataSource.builder().datasource("main", pool(main)).datasource("own", pool(own)).build();
  }

  private static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static void keep(Connection connection, String text) throws SQLException {
    OwnFunctions functions = connection.unwrap(OwnFunctions.class);
    try (PreparedStatement call = functions.prepare("keep", 1)) {
      call.setString(1, text);
      call.executeQuery().close();
    }
  }

  private static List<String> kept(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return Sql.strings(connection, "select text from partywall.kept");
    }
  }

  @Test
  void aCallIsCommittedAndRolledBackWithItsTransactionWhereTheTenantLives() throws SQLException {
    Tenancy.of(initech)
        .call(
            () -> {
              try (Connection connection = door.getConnection()) {
                assertThat(connection.isWrapperFor(OwnFunctions.class)).isTrue();
                assertThat(connection.unwrap(OwnFunctions.class).set()).isEqualTo(DatasourceName.of("own"));
                connection.setAutoCommit(false);
                keep(connection, "lost");
                connection.rollback();
                keep(connection, "kept");
                assertThat(kept(own)).isEmpty();
                connection.commit();
              }
              return null;
            });
    assertThat(kept(own)).containsExactly("kept");
    assertThat(kept(main)).isEmpty();
  }

  @Test
  void aCallNeedsATenancyAndAName() {
    assertThatThrownBy(
            () -> {
              try (Connection connection = door.getConnection()) {
                keep(connection, "x");
              }
            })
        .isInstanceOf(NoTenancyException.class);
    Tenancy.of(acme)
        .run(
            () -> {
              for (String name : List.of("keep('x'); drop table customer; --", "Keep", "a.b", "")) {
                assertThatThrownBy(
                        () -> {
                          try (Connection connection = door.getConnection()) {
                            connection.unwrap(OwnFunctions.class).prepare(name, 1);
                          }
                        })
                    .as(name)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("is no name of a function");
              }
            });
  }

  @Test
  void nobodyElseReachesTheSchema() {
    for (Tenancy tenancy : List.of(Tenancy.of(acme), Tenancy.host())) {
      for (String sql : List.of("select * from partywall.kept", "select partywall.keep('x')")) {
        tenancy.run(
            () ->
                assertThatThrownBy(
                        () -> {
                          try (Connection connection = door.getConnection()) {
                            connection.prepareStatement(sql);
                          }
                        })
                    .isInstanceOf(StatementRefusedException.class));
      }
    }
  }

  @Test
  void aCallIsNoChangeOfAnythingThatThereAreCopiesOf() throws SQLException {
    List<Change> changes = new CopyOnWriteArrayList<>();
    door.listen(
        (changed, _) -> {
          changes.addAll(changed);
          return CompletableFuture.completedStage(null);
        });
    Tenancy.of(acme)
        .call(
            () -> {
              try (Connection connection = door.getConnection()) {
                keep(connection, "x");
              }
              return null;
            });
    assertThat(kept(main)).containsExactly("x");
    assertThat(changes).isEmpty();
  }
}
