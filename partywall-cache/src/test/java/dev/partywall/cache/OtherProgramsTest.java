package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Change;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Programs that write past the door, and say so by NOTIFY. */
@PartywallDatabases
@Timeout(60)
class OtherProgramsTest {

  private static final String NOTIFY =
      """
      create function tell_copies() returns trigger language plpgsql as $$
        begin
          perform pg_notify('copies', coalesce(new.tenant_id, old.tenant_id) || ' ' || tg_table_name);
          return null;
        end $$;
      create trigger tell_copies after insert or update or delete on account
        for each row execute function tell_copies();
      """;

  private final TestDatabase database;

  OtherProgramsTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void W26_a_program_that_writes_past_the_door_tells_by_notify() throws Exception {
    database.execute(Process.TABLES);
    database.execute(NOTIFY);
    PoolSettings pool = PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
    try (TenantDataSource door = TenantDataSource.builder().datasource("main", pool).build();
        LayeredCaches caches = LayeredCaches.builder().build();
        Connection listening = database.dataSource().getConnection()) {
      caches.use(door.sessions());
      door.listen(caches);
      Process.run(listening, "listen copies");
      LayeredCache<Long, Long> accounts = caches.cache(CacheSettings.of("accounts", Long.class, Long.class));
      TwoLayersTest.await(() -> amount(door, accounts) == 100 && accounts(accounts) != null);
      database.execute("update account set amount = 5 where tenant_id = 1 and id = 7");
      assertThat(amount(door, accounts)).isEqualTo(100);
      assertThat(hear(listening, door)).isPositive();
      assertThat(amount(door, accounts)).isEqualTo(5);
    }
  }

  /** What a thread of the application does all the time; how often something was said. */
  private static int hear(Connection listening, TenantDataSource door) throws SQLException {
    PGNotification[] heard = listening.unwrap(PGConnection.class).getNotifications(10_000);
    List<Change> changes = new ArrayList<>();
    for (PGNotification each : heard) {
      String[] words = each.getParameter().split(" ");
      Tenancy whose = Tenancy.of(Tenant.of(Long.parseLong(words[0]), "tenant-" + words[0]));
      changes.add(new Change(whose, DatasourceName.MAIN, Set.of(words[1]), Set.of()));
    }
    Object _ = door.changedElsewhere(changes).join();
    return heard.length;
  }

  private static Long accounts(LayeredCache<Long, Long> accounts) {
    return Scope.empty().with(Tenancy.of(Process.ACME)).<Long, RuntimeException>call(() -> accounts.get(7L));
  }

  private static long amount(TenantDataSource door, LayeredCache<Long, Long> accounts) {
    return Scope.empty()
        .with(Tenancy.of(Process.ACME))
        .<Long, RuntimeException>call(
            () ->
                accounts.get(
                    7L,
                    id -> {
                      try (Connection connection = door.getConnection();
                          var rows =
                              connection
                                  .createStatement()
                                  .executeQuery("select amount from account where id = " + id)) {
                        rows.next();
                        return rows.getLong(1);
                      } catch (SQLException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
  }
}
