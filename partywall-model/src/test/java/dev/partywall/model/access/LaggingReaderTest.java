package dev.partywall.model.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.model.Caching;
import dev.partywall.model.Model;
import dev.partywall.model.access.Entities.LineId;
import dev.partywall.model.access.Entities.OrderLine;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models that keep entities and queries, over a reader that stands still now and then. */
@Timeout(180)
class LaggingReaderTest {

  private static final Tenant ACME = Tenant.of(1, "acme");
  private static PostgresCluster cluster;
  private static TenantDataSource door;
  private static LayeredCaches caches;
  private static Model<OrderLine, LineId> lines;

  @BeforeAll
  static void start() throws IOException {
    cluster = PostgresCluster.builder().standbys(1).start();
    cluster.createDatabase("shop");
    try (InputStream tables = LaggingReaderTest.class.getResourceAsStream("/dev/partywall/model/tables.sql")) {
      cluster.writer().database("shop").execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
    }
    cluster.awaitCaughtUp();
    Routing routing = Routing.builder().probeInterval(Duration.ofMillis(50)).maxLag(Duration.ofMinutes(5)).build();
    DatasourceSet set =
        DatasourceSet.of(
                DatasourceName.MAIN,
                pool(cluster.writer().database("shop")),
                List.of(pool(cluster.standby(0).database("shop"))))
            .withRouting(routing);
    door = TenantDataSource.builder().datasource(set).build();
    caches = LayeredCaches.builder().build();
    caches.use(door.sessions());
    door.listen(caches);
    lines =
        Models.builder(door).caches(caches).build().model(OrderLine.class, LineId.class, Caching.ENTITIES_AND_QUERIES);
  }

  private static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
  }

  @AfterAll
  static void stop() {
    caches.close();
    door.close();
    cluster.close();
  }

  /** A request of a user. */
  private static <R> R as(String user, Supplier<R> work) {
    return Scope.empty().with(new TenantSession(user, ACME.id())).with(Tenancy.of(ACME)).call(work::get);
  }

  /** What an order has, by each way to ask. */
  private static Map<Integer, Integer> order(String user, long order) {
    List<OrderLine> selected = as(user, () -> lines.select(lines.where("orderId", order)));
    Map<Integer, Integer> quantities = new TreeMap<>();
    selected.forEach(line -> quantities.put(line.lineNumber(), line.quantity()));
    assertThat(as(user, () -> lines.count(lines.where("orderId", order)))).isEqualTo(quantities.size());
    for (int number = 1; number <= 3; number++) {
      LineId id = new LineId(order, number);
      Optional<OrderLine> got = as(user, () -> lines.get(id));
      assertThat(got.map(OrderLine::quantity).orElse(null)).isEqualTo(quantities.get(number));
      assertThat(as(user, () -> lines.exists(id))).isEqualTo(got.isPresent());
    }
    return quantities;
  }

  @Test
  void whoWritesSeesItWhateverTheReaderHas() {
    Map<Integer, Integer> expected = new TreeMap<>();
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      if (round % 10 == 3) {
        cluster.standby(0).pauseReplay();
      } else if (round % 10 == 8) {
        cluster.standby(0).resumeReplay();
      }
      LineId id = new LineId(5, 1 + random.nextInt(3));
      int quantity = round;
      if (!expected.containsKey(id.lineNumber())) {
        as("ann", () -> lines.insert(new OrderLine(id.lineNumber(), id.orderId(), quantity)));
        expected.put(id.lineNumber(), quantity);
      } else if (random.nextBoolean()) {
        as("ann", () -> lines.update(id, Map.of("quantity", quantity)));
        expected.put(id.lineNumber(), quantity);
      } else if (random.nextBoolean()) {
        as("ann", () -> lines.deleteWhere(lines.where("quantity", expected.get(id.lineNumber()))));
        expected.remove(id.lineNumber());
      } else {
        as("ann", () -> lines.delete(id));
        expected.remove(id.lineNumber());
      }
      assertThat(order("ann", 5)).as("round %s", round).isEqualTo(expected);
      assertThat(order("ann", 5)).as("round %s, again", round).isEqualTo(expected);
    }
    cluster.standby(0).resumeReplay();
    cluster.awaitCaughtUp();
    assertThat(order("bob", 5)).isEqualTo(expected);
  }

  @Test
  void whatAnotherUserReadBehindIsNotForWhoWrote() {
    LineId id = new LineId(6, 1);
    as("ann", () -> lines.insert(new OrderLine(1, 6, 1)));
    cluster.awaitCaughtUp();
    cluster.standby(0).pauseReplay();
    as("ann", () -> lines.update(id, Map.of("quantity", 2)));
    for (int i = 0; i < 20; i++) {
      assertThat(as("bob", () -> lines.get(id)).map(OrderLine::quantity)).isIn(Optional.of(1), Optional.of(2));
      assertThat(as("bob", () -> lines.select(lines.where("quantity", 1)))).hasSizeLessThan(2);
      assertThat(as("ann", () -> lines.get(id)).map(OrderLine::quantity)).contains(2);
      assertThat(as("ann", () -> lines.select(lines.where("orderId", 6L)))).containsExactly(new OrderLine(1, 6, 2));
      assertThat(as("ann", () -> lines.select(lines.where("quantity", 1)))).isEmpty();
    }
    cluster.standby(0).resumeReplay();
    cluster.awaitCaughtUp();
    assertThat(as("bob", () -> lines.get(id)).map(OrderLine::quantity)).contains(2);
  }
}
