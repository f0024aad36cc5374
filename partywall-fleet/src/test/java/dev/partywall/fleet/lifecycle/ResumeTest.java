package dev.partywall.fleet.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.TenantId;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.OperationUnfinishedException;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Whatever ends a process, another one goes on. */
class ResumeTest extends LifecycleFixture {

  private static final String HOLDERS =
      "select pid from pg_locks where locktype = 'advisory' and objsubid = 1 and database ="
          + " (select oid from pg_database where datname = current_database())";

  ResumeTest(@Database("main") TestDatabase main) {
    super(main);
  }

  private TenantLifecycle looking() {
    return opened(builder().settings(quiet.withLook(Duration.ofMillis(50))).start());
  }

  @Test
  void who_lost_its_connection_records_no_more_and_another_process_goes_on() {
    AtomicBoolean first = new AtomicBoolean(true);
    TenantLifecycle losing =
        tenants(
            b ->
                b.seeder(
                    (_, _) -> {
                      if (first.compareAndSet(true, false)) {
                        main.execute("select pg_terminate_backend(pid) from (" + HOLDERS + ") holders");
                      }
                    }));
    assertThatThrownBy(() -> host(() -> losing.create(wanted("acme"))))
        .isInstanceOf(OperationUnfinishedException.class)
        .hasMessageContaining("goes on by itself");
    assertThat(strings("select array_to_string(steps, ' ') || ' ' || step from partywall.operation"))
        .containsExactly("register database migrate seed");
    TenantLifecycle other = looking();
    await("the end", () -> strings("select state from partywall.operation").contains("DONE"));
    assertThat(host(() -> other.list(null, null, null, 10))).hasSize(1);
    assertThat(strings("select text from note order by 1")).containsExactly("one", "two");
    assertThat(strings("select attempts from partywall.operation")).containsExactly("2");
    assertThat(strings("select action from partywall.audit")).containsExactly("tenant.create");
  }

  @Test
  void a_process_that_ends_lets_its_step_end_and_others_do_the_rest() throws Exception {
    CountDownLatch seeding = new CountDownLatch(1);
    CountDownLatch on = new CountDownLatch(1);
    TenantLifecycle ending =
        tenants(
            b ->
                b.seeder(
                    (_, _) -> {
                      seeding.countDown();
                      on.await();
                    }));
    Operation begun = host(() -> ending.start(wanted("acme"), null));
    seeding.await();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> closing = executor.submit(ending::close);
      on.countDown();
      closing.get();
    }
    assertThat(strings("select state || ' ' || array_to_string(steps, ' ') from partywall.operation"))
        .containsExactly("RUNNING register database migrate seed");
    TenantLifecycle other = looking();
    assertThat(ended(other, begun).state()).isEqualTo(Operation.State.DONE);
  }

  @Test
  void what_cannot_be_purged_now_is_purged_later() {
    TenantLifecycle tenants = tenants();
    TenantId id = host(() -> tenants.create(wanted("acme"))).tenant().id();
    host(() -> tenants.delete(id, "left"));
    main.execute(
        "create table common (tenant bigint, note int, foreign key (tenant, note) references note);"
            + "insert into common values ("
            + id
            + ", 1)");
    assertThatThrownBy(() -> host(() -> tenants.purge(id)))
        .isInstanceOf(OperationUnfinishedException.class)
        .hasMessageContainingAll("PURGE", "common");
    assertThat(strings("select error from partywall.operation where kind = 'PURGE'").getFirst()).contains("common");
    main.execute("drop table common; update partywall.operation set not_before = now()");
    looking();
    await("the purge", () -> strings("select state from partywall.operation where kind = 'PURGE'").contains("DONE"));
    assertThat(strings("select text from note")).isEmpty();
  }

  @Test
  void deleted_tenants_are_purged_when_their_time_has_come() {
    TenantLifecycle tenants =
        opened(
            builder().settings(quiet.withLook(Duration.ofMillis(50)).withKeepDeleted(Duration.ofMillis(300))).start());
    TenantId shared = host(() -> tenants.create(wanted("shared"))).tenant().id();
    TenantId isolated = host(() -> tenants.create(wanted("isolated").in(ISOLATED))).tenant().id();
    for (TenantId id : new TenantId[] {shared, isolated}) {
      host(() -> tenants.delete(id, "left"));
    }
    await(
        "both purges",
        () -> strings("select id from partywall.operation where kind = 'PURGE' and state = 'DONE'").size() == 2);
    assertThat(databases()).isEmpty();
    assertThat(strings("select text from note")).isEmpty();
    assertThat(strings("select actor from partywall.audit where action = 'tenant.purge'"))
        .containsExactly("system", "system");
  }

  @Test
  void other_nodes_forget_the_database_of_a_purged_tenant() {
    TenantLifecycle tenants = tenants();
    RegisteredTenant acme = host(() -> tenants.create(wanted("acme").in(ISOLATED)));
    DatasourceName set = acme.tenant().placement().datasource();
    try (TenantDataSource otherDoor =
            TenantDataSource.builder()
                .datasource("main", PoolSettings.of(main.jdbcUrl(), main.username(), main.password()))
                .build();
        Registry otherRegistry = Registry.builder(otherDoor).start();
        TenantLifecycle other =
            TenantLifecycle.builder(otherDoor, otherRegistry)
                .migrations(notes)
                .settings(quiet.withLook(Duration.ofMillis(50)))
                .start()) {
      assertThat(otherDoor.database(acme.tenant().placement()).datasource()).isEqualTo(set);
      assertThat(otherDoor.sets()).contains(set);
      host(() -> tenants.delete(acme.tenant().id(), "left"));
      host(() -> tenants.purge(acme.tenant().id()));
      await("it is forgotten", () -> !otherDoor.sets().contains(set));
      assertThat(host(() -> other.find(acme.tenant().id()))).isEmpty();
    }
  }

  @Test
  void rows_that_came_after_a_purge_are_found_at_the_second_look() throws SQLException {
    TenantLifecycle tenants =
        opened(builder().settings(quiet.withLook(Duration.ofMillis(50)).withLookAgain(Duration.ofMillis(500))).start());
    TenantId id = host(() -> tenants.create(wanted("acme"))).tenant().id();
    host(() -> tenants.delete(id, "left"));
    host(() -> tenants.purge(id));
    main.execute("insert into word values (" + id + ", 'late')");
    await("the second look", () -> strings("select word from word").isEmpty());
    await("its end", () -> strings("select id from partywall.operation where look_again is not null").isEmpty());
  }
}
