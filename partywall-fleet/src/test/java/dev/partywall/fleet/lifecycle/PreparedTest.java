package dev.partywall.fleet.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Isolated tenants get databases that are prepared before anybody asks. */
class PreparedTest extends LifecycleFixture {

  PreparedTest(@Database("main") TestDatabase main) {
    super(main);
  }

  private TenantLifecycle prepared(Notes migrations) {
    return opened(builder().migrations(migrations).settings(settings()).start());
  }

  private LifecycleSettings settings() {
    return quiet.withPrepared(Set.of(DatasourceName.MAIN), 2).withLook(Duration.ofMillis(50));
  }

  private static void awaitTwo(TenantLifecycle tenants) {
    await("two databases", () -> tenants.preparedDatabases().equals(Map.of("main", 2)));
  }

  @Test
  void a_tenant_takes_a_prepared_database_and_another_one_is_prepared() {
    TenantLifecycle tenants = prepared(notes);
    awaitTwo(tenants);
    List<String> ready = strings("select name from partywall.prepared_database where state = 'READY' order by made_at");
    RegisteredTenant made = host(() -> tenants.create(wanted("acme").in(ISOLATED)));
    assertThat(made.tenant().placement()).isEqualTo(new Placement.Isolated(DatasourceName.MAIN.on(ready.getFirst())));
    assertThat(strings(on(ready.getFirst()), "select text from note order by 1")).containsExactly("one", "two");
    awaitTwo(tenants);
    assertThat(databases()).hasSize(4);
    assertThat(strings("select fingerprint from partywall.tenant")).containsExactly("notes 1");
  }

  @Test
  void many_at_a_time_get_one_each_prepared_or_not() {
    TenantLifecycle tenants = prepared(notes);
    awaitTwo(tenants);
    List<Operation> begun =
        IntStream.range(0, 8)
            .mapToObj(i -> host(() -> tenants.start(NewTenant.of("t" + i).in(ISOLATED), null)))
            .toList();
    begun.forEach(each -> assertThat(ended(tenants, each).state()).isEqualTo(Operation.State.DONE));
    assertThat(strings("select distinct datasource from partywall.tenant")).hasSize(8);
    awaitTwo(tenants);
    assertThat(databases()).hasSize(11);
  }

  @Test
  void databases_of_an_older_version_are_dropped_once_nobody_wants_them() {
    try (TenantLifecycle old = builder().settings(settings()).start()) {
      awaitTwo(old);
    }
    List<String> before = databases();
    TenantLifecycle now = prepared(new Notes(door, "notes 2"));
    awaitTwo(now);
    await("the end of the old ones", () -> databases().size() == 3);
    assertThat(databases()).doesNotContainAnyElementsOf(before);
    assertThat(strings("select distinct fingerprint from partywall.prepared_database")).containsExactly("notes 2");
  }

  @Test
  void what_a_killed_process_was_making_is_cleared_away() {
    try (TenantLifecycle first = builder().settings(settings()).start()) {
      awaitTwo(first);
    }
    String half = quiet.prefix() + "4711";
    String foreign = quiet.prefix() + "4712";
    String mark = strings("select mark from partywall.installation").getFirst();
    main.execute("create database \"" + half + "\" connection limit " + mark);
    main.execute("create database \"" + foreign + "\"");
    main.execute(
        "insert into partywall.prepared_database (servers, name, fingerprint, state) values"
            + " ('main', '%s', '', 'MAKING'), ('main', '%s', '', 'MAKING'), ('main', '%s', '', 'MAKING')"
                .formatted(half, foreign, quiet.prefix() + "4713"));
    TenantLifecycle tenants = prepared(notes);
    await(
        "nothing is being made",
        () -> strings("select name from partywall.prepared_database where state = 'MAKING'").isEmpty());
    assertThat(databases()).doesNotContain(half).contains(foreign);
    awaitTwo(tenants);
  }

  @Test
  void a_template_that_somebody_dropped_is_made_again() {
    TenantLifecycle tenants = prepared(notes);
    awaitTwo(tenants);
    String template = strings("select name from partywall.prepared_database where state = 'TEMPLATE'").getFirst();
    main.execute("drop database \"" + template + "\"");
    host(() -> tenants.create(wanted("acme").in(ISOLATED)));
    awaitTwo(tenants);
    assertThat(databases()).contains(template);
  }
}
