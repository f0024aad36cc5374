package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.Budget;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many virtual threads over many tenants in all placements at once. */
class CrowdTest extends DoorFixture {

  private static final int TENANTS = 50;
  private static final int ROWS = 20;
  private static final int TASKS = 1000;

  private final List<Tenant> tenants = new ArrayList<>();

  CrowdTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) throws SQLException {
    super(main, other, Placement.shared(), new Placement.Schema(DatasourceName.MAIN, "globex"));
    for (int i = 0; i < TENANTS; i++) {
      tenants.add(Tenant.of(100 + i, "t" + i).withPlacement(placement(i)));
    }
  }

  /** All tasks wait for the same few connections; how long that takes says nothing about rows. */
  @Override
  TenantDataSource.Builder configure(TenantDataSource.Builder builder) {
    return super.configure(builder).budget(new Budget(100, 80, 0.5, Duration.ofMinutes(5), Duration.ofMinutes(5)));
  }

  private Placement placement(int i) {
    return switch (i % 4) {
      case 0 -> new Placement.Isolated(OTHER);
      case 1 -> new Placement.Schema(DatasourceName.MAIN, "globex");
      default -> Placement.shared();
    };
  }

  @Test
  void noRowOfAnotherTenantIsSeenOrChanged() throws Exception {
    for (Tenant tenant : tenants) {
      raw(
          tenant,
          "insert into customer select "
              + tenant.id()
              + ", n, '"
              + tenant.name()
              + "', 'Oslo' from generate_series(1, "
              + ROWS
              + ") n");
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        int n = i;
        tasks.add(threads.submit(() -> work(n)));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    }
    for (Tenant tenant : tenants) {
      assertThat(
              rawString(
                  tenant,
                  "select count(*) || ' ' || count(distinct name) from customer where tenant_id = " + tenant.id()))
          .isEqualTo(ROWS + " 1");
      assertThat(rawString(tenant, "select min(name) from customer where tenant_id = " + tenant.id()))
          .isEqualTo(tenant.name().toString());
    }
  }

  private Void work(int n) throws SQLException {
    Tenant first = tenants.get(n % TENANTS);
    Tenant second = tenants.get((n * 7 + 3) % TENANTS);
    try (Connection c = door.getConnection()) {
      c.setAutoCommit(n % 2 == 0);
      read(first, c, n);
      Tenancy.of(first)
          .call(
              () ->
                  Sql.update(
                      c,
                      "update customer set name = ?, city = ? where id = ?",
                      first.name().toString(),
                      "c" + n,
                      n % ROWS + 1));
      // Transactions take connections of two databases in one order, so that none holds what another waits for.
      if (c.getAutoCommit() || !first.placement().datasource().equals(OTHER)) {
        read(second, c, n);
      }
      if (!c.getAutoCommit()) {
        if (n % 3 == 0) {
          c.rollback();
        } else {
          c.commit();
        }
        read(first, c, n);
      }
    }
    return null;
  }

  private static void read(Tenant tenant, Connection c, int n) throws SQLException {
    Tenancy.of(tenant)
        .call(
            () -> {
              try (PreparedStatement statement =
                  c.prepareStatement("select name from customer where id > ? union all select name from customer")) {
                statement.setInt(1, n % 3);
                List<String> names = Sql.strings(statement.executeQuery());
                assertThat(names).hasSize(2 * ROWS - n % 3).containsOnly(tenant.name().toString());
                return null;
              }
            });
  }
}
