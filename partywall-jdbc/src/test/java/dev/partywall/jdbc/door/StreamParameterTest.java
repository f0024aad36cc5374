package dev.partywall.jdbc.door;

import static dev.partywall.jdbc.door.ReplicaFixture.as;
import static dev.partywall.jdbc.door.ReplicaFixture.awaitReaders;
import static dev.partywall.jdbc.door.ReplicaFixture.body;
import static dev.partywall.jdbc.door.ReplicaFixture.eventually;
import static dev.partywall.jdbc.door.ReplicaFixture.routing;
import static dev.partywall.jdbc.door.ReplicaFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A statement with a stream among its parameters cannot be moved, so it must not run where it would show old rows. */
class StreamParameterTest {

  @Test
  void aStatementWithAStreamIsNotRunOnAReaderThatIsBehindItsSessionAlsoIfAnotherIsNot() throws SQLException {
    try (ReplicaFixture fixture = new ReplicaFixture(2);
        TenantDataSource door = fixture.door(routing().selector(candidates -> 0).build())) {
      awaitReaders(door, 2);
      fixture.cluster.standby(0).pauseReplay();
      as(
          "ann",
          door,
          connection -> {
            try (var select = connection.prepareStatement("select body from note where id = 8 and body like ?")) {
              select.setCharacterStream(1, new StringReader("lat%"));
              write(connection, 8, "later");
              eventually(() -> fromWhere(fixture, door).equals("read-2 reader-caught-up"));
              assertThatThrownBy(select::executeQuery)
                  .isInstanceOf(SQLException.class)
                  .hasMessageContaining("a parameter is a stream");
            }
            return null;
          });
      assertThat(fixture.went.last()).isEqualTo("read-2 reader-caught-up");
    }
  }

  private static String fromWhere(ReplicaFixture fixture, TenantDataSource door) {
    try {
      as("ann", door, connection -> body(connection, 1));
      return fixture.went.last();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
