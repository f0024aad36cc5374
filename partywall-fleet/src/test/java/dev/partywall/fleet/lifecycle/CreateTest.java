package dev.partywall.fleet.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.fleet.HostOnlyException;
import dev.partywall.fleet.IdempotencyKeyReusedException;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.NewTenant.Home;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.OperationUnfinishedException;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.TenantNameTakenException;
import dev.partywall.fleet.TenantNotCreatedException;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.Tenants.AuditEntry;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants come whole, or not at all. */
class CreateTest extends LifecycleFixture {

  CreateTest(@Database("main") TestDatabase main) {
    super(main);
  }

  private static Home home(String kind) {
    return switch (kind) {
      case "shared" -> new Home.Shared(DatasourceName.MAIN);
      case "isolated" -> ISOLATED;
      default -> SCHEMA;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "isolated", "schema"})
  void a_tenant_is_seeded_and_served_when_it_is_made(String kind) {
    TenantLifecycle tenants = tenants();
    NewTenant wanted = wanted("acme").in(home(kind)).withSeed(Map.of("word", "welcome"));
    RegisteredTenant made = as("root", () -> tenants.create(wanted));
    assertThat(made.state()).isEqualTo(TenantState.ACTIVE);
    assertThat(made.tenant().epoch()).isEqualTo(1);
    assertThat(registry.findByName(TenantName.of("acme"))).contains(made.tenant());
    assertThat(word(made)).isEqualTo("welcome");
    List<AuditEntry> audit = host(() -> tenants.audit(made.tenant().id(), null, 10));
    assertThat(audit).extracting(AuditEntry::action).containsExactly("tenant.create");
    assertThat(audit).extracting(AuditEntry::actor).containsExactly("root");
    assertThat(strings("select seed from partywall.operation")).containsOnlyNulls();
  }

  private String word(RegisteredTenant made) {
    return Tenancy.of(made.tenant())
        .call(
            () -> {
              try (var connection = door.getConnection();
                  var statement = connection.createStatement();
                  var row = statement.executeQuery("select word from word")) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "isolated", "schema"})
  void nothing_is_left_of_a_tenant_whose_seeder_fails(String kind) {
    TenantLifecycle tenants =
        tenants(
            b ->
                b.seeder(
                    (_, _) -> {
                      throw new IllegalStateException("no mail server");
                    }));
    NewTenant wanted =
        wanted("acme")
            .in(home(kind))
            .withDomains(Set.of(DomainName.of("acme.example")))
            .withSeed(Map.of("p", "secret"));
    assertThatThrownBy(() -> host(() -> tenants.create(wanted)))
        .isInstanceOf(TenantNotCreatedException.class)
        .hasMessageContainingAll("acme", "seed", "no mail server", "nothing is left");
    requireNothing();
    assertThat(strings("select state || ' ' || error from partywall.operation"))
        .containsExactly("UNDONE seed: java.lang.IllegalStateException: no mail server");
    assertThat(strings("select action from partywall.audit")).containsExactly("tenant.create.undone");
    assertThat(strings("select seed from partywall.operation")).containsOnlyNulls();
    RegisteredTenant again = host(() -> tenants().create(wanted));
    assertThat(again.domains()).containsExactly(DomainName.of("acme.example"));
  }

  private void requireNothing() {
    assertThat(strings("select id from partywall.tenant")).isEmpty();
    assertThat(strings("select domain from partywall.tenant_domain")).isEmpty();
    assertThat(strings("select name from partywall.prepared_database")).isEmpty();
    assertThat(databases()).isEmpty();
    assertThat(schemas()).isEmpty();
    assertThat(strings("select text from note union all select word from word")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"isolated", "schema"})
  void nothing_is_left_of_a_tenant_whose_migration_fails(String kind) {
    SchemaMigrations broken =
        new SchemaMigrations() {
          @Override
          public String fingerprint() {
            return "broken";
          }

          @Override
          public void migrate(PhysicalDatabase database) {
            notes.migrate(database);
            throw new IllegalStateException("V2 is broken");
          }
        };
    TenantLifecycle tenants = tenants(b -> b.migrations(broken));
    assertThatThrownBy(() -> host(() -> tenants.create(wanted("acme").in(home(kind)))))
        .isInstanceOf(TenantNotCreatedException.class)
        .hasMessageContainingAll("migrate", "V2 is broken");
    requireNothing();
  }

  @Test
  void names_of_databases_and_schemas_that_others_have_are_left_alone() {
    for (int number = 1; number <= 2; number++) {
      main.execute("create database \"" + quiet.prefix() + number + "\"");
      main.execute("create schema \"" + quiet.prefix() + (number + 3) + "\"");
    }
    TenantLifecycle tenants = tenants();
    RegisteredTenant isolated = host(() -> tenants.create(wanted("isolated").in(ISOLATED)));
    RegisteredTenant schema = host(() -> tenants.create(wanted("schema").in(SCHEMA)));
    assertThat(isolated.tenant().placement())
        .isEqualTo(new Placement.Isolated(DatasourceName.of("main." + quiet.prefix() + "3")));
    assertThat(schema.tenant().placement()).isEqualTo(new Placement.Schema(DatasourceName.MAIN, quiet.prefix() + "6"));
    host(() -> tenants.delete(isolated.tenant().id(), "test"));
    host(() -> tenants.purge(isolated.tenant().id()));
    assertThat(databases()).containsExactly(quiet.prefix() + "1", quiet.prefix() + "2");
  }

  @Test
  void a_user_who_may_not_create_databases_is_told_what_to_grant() {
    main.execute(
        "do $$ begin create role lifecycle_poor login; exception when duplicate_object then null; end $$;"
            + "grant all on schema public to lifecycle_poor; grant create on database \""
            + main.name()
            + "\" to lifecycle_poor");
    try (var poorDoor =
            TenantDataSource.builder()
                .datasource("main", PoolSettings.of(main.jdbcUrl(), main.username(), main.password()))
                .datasource("poor", PoolSettings.of(main.jdbcUrl(), "lifecycle_poor", "x"))
                .build();
        var poorRegistry = Registry.builder(poorDoor).start();
        TenantLifecycle tenants = TenantLifecycle.builder(poorDoor, poorRegistry).settings(quiet).build()) {
      DatasourceName poor = DatasourceName.of("poor");
      assertThatThrownBy(() -> host(() -> tenants.create(wanted("acme").in(new Home.Isolated(poor)))))
          .isInstanceOf(TenantNotCreatedException.class)
          .hasMessageContainingAll("ALTER ROLE lifecycle_poor CREATEDB", "database");
      requireNothing();
      assertThatThrownBy(
              () ->
                  TenantLifecycle.builder(poorDoor, poorRegistry).settings(quiet.withPrepared(Set.of(poor), 1)).start())
          .hasMessageContaining("ALTER ROLE lifecycle_poor CREATEDB");
    }
  }

  @Test
  void a_server_that_does_not_answer_undoes_the_tenant() {
    try (var awayDoor =
            TenantDataSource.builder()
                .datasource("main", PoolSettings.of(main.jdbcUrl(), main.username(), main.password()))
                .datasource("away", PoolSettings.of("jdbc:postgresql://localhost:1/x", "x", "x"))
                .build();
        var awayRegistry = Registry.builder(awayDoor).start();
        TenantLifecycle tenants = TenantLifecycle.builder(awayDoor, awayRegistry).settings(quiet).build()) {
      Home away = new Home.Schema(DatasourceName.of("away"));
      assertThatThrownBy(() -> host(() -> tenants.create(wanted("acme").in(away))))
          .isInstanceOf(OperationUnfinishedException.class)
          .hasMessageContainingAll("CREATE", "acme", "goes on by itself");
      assertThat(strings("select state from partywall.operation")).containsExactly("UNDOING");
      // When the server is back, which is another one here, it is undone by whoever looks.
      main.execute("update partywall.operation set not_before = now(), datasource = 'main'");
      TenantLifecycle others = opened(builder().settings(quiet.withLook(Duration.ofMillis(50))).start());
      await("the end", () -> strings("select state from partywall.operation").contains("UNDONE"));
      assertThat(host(() -> others.list(null, null, null, 10))).isEmpty();
      requireNothing();
    }
  }

  @Test
  void a_name_that_is_taken_or_a_set_that_is_not_there_begins_nothing() {
    TenantLifecycle tenants = tenants();
    host(() -> tenants.create(wanted("acme")));
    assertThatThrownBy(() -> host(() -> tenants.create(wanted("ACME").in(ISOLATED))))
        .isInstanceOf(TenantNameTakenException.class);
    assertThatThrownBy(() -> host(() -> tenants.create(wanted("admin")))).isInstanceOf(TenantNameTakenException.class);
    assertThatThrownBy(() -> host(() -> tenants.create(wanted("b").in(new Home.Shared(DatasourceName.of("nowhere"))))))
        .hasMessageContaining("nowhere");
    assertThat(strings("select name from partywall.operation")).containsExactly("acme");
    assertThat(strings("select name from partywall.prepared_database")).isEmpty();
  }

  @Test
  void the_same_key_is_the_same_tenant_and_another_one_is_refused() {
    TenantLifecycle tenants = tenants();
    NewTenant wanted = wanted("acme").withSettings(Map.of("a", 1, "b", List.of("x")));
    Operation first = host(() -> tenants.start(wanted, "key-1"));
    assertThat(host(() -> tenants.start(wanted, "key-1")).id()).isEqualTo(first.id());
    assertThat(ended(tenants, first).state()).isEqualTo(Operation.State.DONE);
    Operation later = host(() -> tenants.start(wanted, "key-1"));
    assertThat(later.id()).isEqualTo(first.id());
    assertThat(later.state()).isEqualTo(Operation.State.DONE);
    assertThatThrownBy(() -> host(() -> tenants.start(wanted.withTitle("Other"), "key-1")))
        .isInstanceOf(IdempotencyKeyReusedException.class);
    assertThat(strings("select id from partywall.tenant")).hasSize(1);
  }

  @Test
  void each_step_is_told_of() throws Exception {
    TenantLifecycle tenants = tenants();
    Operation begun = host(() -> tenants.start(wanted("acme"), null));
    List<List<String>> seen = new CopyOnWriteArrayList<>();
    CountDownLatch end = new CountDownLatch(1);
    try (AutoCloseable _ =
        host(
            () ->
                tenants.watch(
                    begun.id(),
                    operation -> {
                      seen.add(operation.steps());
                      if (operation.ended() != null) {
                        end.countDown();
                      }
                    }))) {
      assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(seen)
        .containsExactly(
            List.of(),
            List.of("register"),
            List.of("register", "database"),
            List.of("register", "database", "migrate"),
            List.of("register", "database", "migrate", "seed"),
            List.of("register", "database", "migrate", "seed", "activate"));
  }

  @Test
  void only_the_host_may() {
    TenantLifecycle tenants = tenants();
    assertThatThrownBy(() -> tenants.create(wanted("acme")))
        .isInstanceOf(HostOnlyException.class)
        .hasMessageContainingAll("Tenants.create", "nobody");
    RegisteredTenant acme = host(() -> tenants.create(wanted("acme")));
    Tenancy.of(acme.tenant())
        .run(
            () ->
                assertThatThrownBy(() -> tenants.suspend(TenantId.of(1), "x"))
                    .isInstanceOf(HostOnlyException.class)
                    .hasMessageContaining("acme"));
  }

  @Test
  void rows_that_were_there_before_are_neither_given_away_nor_removed() {
    main.execute("insert into word values (77, 'from before')");
    NewTenant wanted = wanted("acme").withId(TenantId.of(77));
    assertThatThrownBy(() -> host(() -> tenants().create(wanted)))
        .isInstanceOf(TenantNotCreatedException.class)
        .hasMessageContainingAll("database", "77", "word", "another id");
    assertThat(strings("select word from word where tenant_id = 77")).containsExactly("from before");
    assertThat(strings("select id from partywall.tenant")).isEmpty();
  }
}
