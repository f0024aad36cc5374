package dev.partywall.jdbc.door;

import static dev.partywall.jdbc.door.ReplicaFixture.as;
import static dev.partywall.jdbc.door.ReplicaFixture.awaitReaders;
import static dev.partywall.jdbc.door.ReplicaFixture.eventually;
import static dev.partywall.jdbc.door.ReplicaFixture.read;
import static dev.partywall.jdbc.door.ReplicaFixture.routing;
import static dev.partywall.jdbc.door.ReplicaFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Position;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.NodeState.Health;
import dev.partywall.jdbc.NodeState.Role;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The writer goes and another one takes over, among the nodes that are configured. */
class FailoverTest {

  private ReplicaFixture fixture;
  private TenantDataSource door;

  @BeforeEach
  void start() throws SQLException {
    fixture = new ReplicaFixture(2);
    door = fixture.door(routing().build());
    awaitReaders(door, 2);
  }

  @AfterEach
  void stop() {
    door.close();
    fixture.close();
  }

  private NodeState node(String name) {
    return door.nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private static void put(TenantDataSource door, String user, long id, String body) throws SQLException {
    as(
        user,
        door,
        connection -> {
          write(connection, id, body);
          return null;
        });
  }

  @Test
  void theWriterIsFollowedWhereverItGoes() throws SQLException {
    put(door, "ann", 5, "before");
    fixture.cluster.awaitCaughtUp();
    fixture.cluster.writer().kill();
    fixture.cluster.promote(0);
    put(door, "bob", 6, "after");
    assertThat(fixture.went.last()).isEqualTo("read-1 writer-effect");
    assertThat(read("bob", door, 6)).isEqualTo("after");
    assertThat(read("ann", door, 5)).isEqualTo("before");
    assertThat(node("read-1").role()).isEqualTo(Role.WRITER);

    fixture.cluster.standby(1).follow(fixture.cluster.writer());
    fixture.cluster.awaitCaughtUp();
    eventually(() -> from("bob").equals("read-2 reader-caught-up"));
    assertThat(read("bob", door, 6)).isEqualTo("after");

    fixture.cluster.rejoin(fixture.cluster.nodes().getFirst());
    eventually(() -> node("write-1").health() == Health.UP && node("write-1").role() == Role.READER);
    eventually(() -> from("carl").startsWith("write-1 reader-any"));
  }

  @Test
  void aTokenOfTheFormerWriterIsNotSatisfiedByItsNumber() throws SQLException {
    // Only the writer has what ann wrote; the promoted one goes its own way past that place in the log.
    fixture.cluster.standby(0).pauseReplay();
    fixture.cluster.standby(1).pauseReplay();
    Position before = node("write-1").position();
    put(door, "ann", 7, "lost with the writer");
    eventually(() -> from("ann").equals("write-1 writer-session-behind"));
    fixture.cluster.writer().kill();
    fixture.cluster.standby(0).resumeReplay();
    fixture.cluster.standby(1).resumeReplay();
    fixture.cluster.promote(0);
    fixture.cluster.standby(1).follow(fixture.cluster.writer());
    for (int i = 0; i < 50; i++) {
      put(door, "bob", 8, "x".repeat(1000) + i);
    }
    fixture.cluster.awaitCaughtUp();
    eventually(() -> node("read-2").position().timeline() > before.timeline());
    assertThat(from("ann")).isEqualTo("read-1 writer-session-failover");
    // What is left of her writes is where the new writer is; a reader that has that shows it.
    eventually(() -> from("ann").equals("read-2 reader-caught-up"));
  }

  @Test
  void withNobodyToTakeOverAWriteFailsInTimeAndReadsGoOn() throws SQLException {
    try (TenantDataSource impatient =
        fixture
            .builder(routing().build())
            .budget(
                new dev.partywall.jdbc.Budget(
                    20, 20, 0.5, java.time.Duration.ofSeconds(2), java.time.Duration.ofMinutes(5)))
            .build()) {
      awaitReaders(impatient, 2);
      fixture.cluster.writer().kill();
      assertThatThrownBy(() -> put(impatient, "ann", 9, "nowhere")).isInstanceOf(SQLException.class);
      assertThat(read("ann", impatient, 1)).isEqualTo("first");
      assertThat(fixture.went.last()).matches("read-[12] reader-any");
      impatient.refreshCatalogs();
      assertThat(read("bob", impatient, 1)).isEqualTo("first");
    }
  }

  @Test
  void aFormerWriterThatComesBackAsItWasGetsNoStatement() throws SQLException {
    fixture.cluster.writer().kill();
    fixture.cluster.promote(0);
    put(door, "ann", 10, "new timeline");
    fixture.cluster.nodes().getFirst().restart();
    eventually(() -> String.valueOf(node("write-1").problem()).contains("takes writes itself"));
    put(door, "ann", 11, "still there");
    assertThat(fixture.went.last()).startsWith("read-1 ");
    assertThat(read("ann", door, 11)).isEqualTo("still there");
  }

  private String from(String user) {
    try {
      read(user, door, 1);
      return fixture.went.last();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
