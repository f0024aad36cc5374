package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed between its commit and the delete that follows: the copies' own lives end what they show. */
@PartywallDatabases
@Timeout(120)
class KilledAfterCommitTest {

  @TempDir Path directory;
  private final TestDatabase database;

  KilledAfterCommitTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void what_a_killed_process_did_not_delete_lives_no_longer_than_copies_do() throws Exception {
    database.execute(Process.TABLES);
    PoolSettings pool = PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
    try (LocalRedis redis = LocalRedis.in(directory);
        TenantDataSource door = TenantDataSource.builder().datasource("main", pool).build();
        LayeredCaches caches = LayeredCaches.builder().redis(redis.url()).timeout(Duration.ofSeconds(5)).build()) {
      caches.use(door.sessions());
      door.listen(caches);
      LayeredCache<Long, Long> accounts =
          caches.cache(
              CacheSettings.of("accounts", Long.class, Long.class)
                  .withProcess(Lifetime.of(Duration.ofSeconds(1)))
                  .withRedis(Lifetime.of(Duration.ofSeconds(4))));
      boolean[] loaded = new boolean[1];
      TwoLayersTest.await(
          () -> {
            loaded[0] = false;
            return amount(door, accounts, loaded) == 100 && !loaded[0];
          });
      java.lang.Process killed = start(redis.url());
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(out.readLine()).isEqualTo("committed");
      } finally {
        killed.destroyForcibly().waitFor();
      }
      TwoLayersTest.await(() -> amount(door, accounts, loaded) == 777);
      for (int i = 0; i < 5; i++) {
        assertThat(amount(door, accounts, loaded)).isEqualTo(777);
      }
    }
  }

  private java.lang.Process start(String redis) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DiesAfterCommit.class.getName(),
                database.jdbcUrl(),
                database.username(),
                database.password(),
                redis))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long amount(TenantDataSource door, LayeredCache<Long, Long> accounts, boolean[] loaded) {
    return Scope.empty()
        .with(Tenancy.of(Process.ACME))
        .<Long, RuntimeException>call(
            () ->
                accounts.get(
                    7L,
                    id -> {
                      loaded[0] = true;
                      try (Connection connection = door.getConnection();
                          PreparedStatement select =
                              connection.prepareStatement("select amount from account where id = ?")) {
                        select.setLong(1, id);
                        try (ResultSet row = select.executeQuery()) {
                          row.next();
                          return row.getLong(1);
                        }
                      } catch (SQLException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
  }
}
