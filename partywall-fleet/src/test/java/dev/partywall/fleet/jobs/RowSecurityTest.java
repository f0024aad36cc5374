package dev.partywall.fleet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The application's user owns nothing, and statements run as roles that have the least rights. */
class RowSecurityTest extends JobsFixture {

  private static final String USER = "jobs_app";

  RowSecurityTest(@Database("main") TestDatabase main, @Database("own") TestDatabase own) {
    super(main, own);
  }

  @Override
  TenantDataSource doorTo(TenantDataSource.Builder builder) {
    main.execute(
        "do $$ begin create role "
            + USER
            + " login; exception when duplicate_object or unique_violation then null; end $$");
    TenantDataSource made =
        builder
            .rowSecurity(RowSecurityRoles.DEFAULT)
            .datasource("main", login(main))
            .datasource("own", login(own))
            .build();
    apply(made);
    return made;
  }

  private static PoolSettings login(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), USER, "app").withOwner(database.username(), database.password());
  }

  private static void apply(TenantDataSource made) {
    try {
      for (PhysicalDatabase database : made.databases(Stream.empty())) {
        made.rowSecurity().orElseThrow().apply(database);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void jobsAreScheduledAndRunAlsoWithTheLeastRights() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    jobs.start();
    Tenancy.of(acme).run(() -> jobs.schedule(note, "one"));
    Tenancy.of(initech).run(() -> jobs.schedule(note, "two"));
    Tenancy.host().run(() -> jobs.schedule(note, "three"));
    await("acme one", "initech two", "host three");
  }

  @Test
  void theUserHasNoRightToTheTable() throws SQLException {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "one"));
    apply(door);
    try (Connection connection = DriverManager.getConnection(main.jdbcUrl(), USER, "app");
        Statement statement = connection.createStatement()) {
      for (String role : new String[] {USER, "partywall_tenant", "partywall_host"}) {
        statement.execute("set role " + role);
        assertThatThrownBy(() -> statement.execute("select * from partywall.scheduled_tasks"))
            .as(role)
            .hasMessageContaining("permission denied");
        assertThatThrownBy(
                () ->
                    statement.execute("select partywall.next_jobs(false, now(), 1, 1, array['note'], array[]::text[])"))
            .as(role)
            .hasMessageContaining("permission denied");
      }
    }
    assertThat(Tenancy.of(acme).call(() -> jobs.list(10))).hasSize(1);
  }
}
