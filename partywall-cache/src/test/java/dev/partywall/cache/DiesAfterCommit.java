package dev.partywall.cache;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;

/** A process of an application that says when it has committed, and then does nothing more. */
final class DiesAfterCommit {

  private DiesAfterCommit() {}

  /** {@code DATABASE-URL USER PASSWORD REDIS-URL}. */
  public static void main(String[] arguments) throws Exception {
    PoolSettings pool = PoolSettings.of(arguments[0], arguments[1], arguments[2]);
    CountDownLatch never = new CountDownLatch(1);
    try (TenantDataSource door = TenantDataSource.builder().datasource("main", pool).build();
        LayeredCaches caches = LayeredCaches.builder().redis(arguments[3]).build()) {
      caches.use(door.sessions());
      door.listen(
          (_, _) -> {
            System.out.println("committed");
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("It was to be killed");
          });
      door.listen(caches);
      Scope.empty()
          .with(Tenancy.of(Process.ACME))
          .<Integer, Exception>call(
              () -> {
                try (Connection connection = door.getConnection()) {
                  Process.run(connection, "update account set amount = 777 where id = 7");
                }
                return 0;
              });
    }
  }
}
