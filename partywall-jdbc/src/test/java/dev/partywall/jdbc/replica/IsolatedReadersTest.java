package dev.partywall.jdbc.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.replica.AppNode.Seen;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** W1: an isolated tenant reads from the readers of its own set. The shared database has rows of the same keys. */
@Timeout(120)
class IsolatedReadersTest {

  private static final Tenant BIG = Tenant.of(2, "big").withPlacement(new Placement.Isolated(DatasourceName.of("big")));
  private static final User CID = new User("cid", BIG);
  private static final User DAN = new User("dan", BIG);

  private final String shared = Replicas.database();
  private final String isolated = Replicas.database();

  @BeforeEach
  void fill() {
    Replicas.onWriter(isolated).execute("update counter set version = 100");
    Replicas.cluster().awaitCaughtUp();
  }

  @AfterEach
  void catchUp() {
    Replicas.catchUp();
  }

  private AppNode node() {
    return AppNode.of(door -> door.datasource(Sets.of("main", shared, 0)).datasource(Sets.of("big", isolated, 1)))
        .awaitReader(User.BOB)
        .awaitReader(DAN);
  }

  @Test
  void oneListOfReadersForEverybodyShowsTheSharedDatabase() throws SQLException {
    assertThat(new OneListOfReaders(List.of(Replicas.onStandby(0, shared))).read(CID, 1)).isZero();
  }

  @Test
  void theTenantsOwnReaderServesIt() throws SQLException {
    try (AppNode node = node()) {
      assertThat(node.read(CID, 1)).isEqualTo(new Seen(100, "big", "read-1", RouteReason.READER_ANY));
      assertThat(node.read(User.ANN, 1)).isEqualTo(new Seen(0, "main", "read-1", RouteReason.READER_ANY));
    }
  }

  @Test
  void itsWriteIsAskedOfItsOwnReaderOnly() throws SQLException {
    try (AppNode node = node()) {
      Replicas.standby(1).pauseReplay();
      node.write(CID, 1);

      assertThat(node.read(CID, 1)).isEqualTo(new Seen(101, "big", "write-1", RouteReason.WRITER_SESSION_BEHIND));
      assertThat(node.read(User.ANN, 1).reason()).isEqualTo(RouteReason.READER_ANY);
    }
  }

  /** Where the readers are a property of the application and not of the tenant's database. */
  private record OneListOfReaders(List<TestDatabase> readers) {

    long read(User user, long id) throws SQLException {
      try (Connection connection = readers.getFirst().dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select version from counter where tenant_id = " + user.tenant().id() + " and id = " + id)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
