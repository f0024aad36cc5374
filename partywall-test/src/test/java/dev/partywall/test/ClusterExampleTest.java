package dev.partywall.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The example of docs/testing.md about replicas. */
class ClusterExampleTest {

  @Test
  void aReaderThatIsBehindAndAWriterThatDies() throws SQLException {
    try (PostgresCluster cluster = PostgresCluster.builder().standbys(2).durable(true).start()) {
      TestDatabase main = cluster.createDatabase("main");
      main.execute("create table note (text text)");
      cluster.awaitCaughtUp();

      PostgresNode reader = cluster.standby(0);
      reader.pauseReplay();
      main.execute("insert into note values ('new')");
      assertThat(notes(reader.database("main"))).isZero();
      WalPosition written = cluster.writer().position();
      reader.resumeReplay();
      reader.awaitReplayed(written);
      assertThat(notes(reader.database("main"))).isEqualTo(1);

      cluster.standby(1).applyDelay(Duration.ofSeconds(2));

      cluster.writer().kill();
      PostgresNode writer = cluster.promote(0);
      cluster.standby(1).follow(writer);
      writer.database("main").execute("insert into note values ('after the failover')");
      assertThat(writer.position().timeline()).isEqualTo(2);
    }
  }

  private static int notes(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from note")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
