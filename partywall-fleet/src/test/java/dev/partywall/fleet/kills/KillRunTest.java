package dev.partywall.fleet.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.fleet.kills.KillRun.Report;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.DriverManager;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After {@code kill -9} wherever it may come, each tenant is whole or absent. */
@PartywallDatabases("main")
@Timeout(300)
class KillRunTest {

  private final TestDatabase main;
  private final String prefix;

  KillRunTest(@Database("main") TestDatabase main) {
    this.main = main;
    this.prefix = main.name() + "_kill";
  }

  @Test
  void each_tenant_is_whole_or_absent_whenever_processes_are_killed() throws Exception {
    Report report = KillRun.run(main, prefix, 1, 3, 3, 42);
    assertThat(report.violations()).isEmpty();
    assertThat(report.atBoundaries()).as(report.toString()).isGreaterThanOrEqualTo(25);
    assertThat(report.counts()).containsKeys("create_done", "create_undone", "purge_done", "resumed");
    assertThat(report.checks()).hasSizeGreaterThan(20);
  }

  @AfterEach
  void drop() throws Exception {
    try (var connection = DriverManager.getConnection(main.jdbcUrl(), main.username(), main.password());
        var statement = connection.createStatement()) {
      var names = new ArrayList<String>();
      try (var row =
          statement.executeQuery("select datname from pg_database where starts_with(datname, '" + prefix + "')")) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      for (String name : names) {
        statement.execute("drop database \"" + name + "\" with (force)");
      }
    }
  }
}
