package dev.partywall.model.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.Placement;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.model.Caching;
import dev.partywall.model.Model;
import dev.partywall.model.access.Entities.LineId;
import dev.partywall.model.access.Entities.OrderLine;
import dev.partywall.model.access.Entities.Product;
import dev.partywall.model.access.Entities.Sample;
import dev.partywall.model.access.Entities.Task;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Two nodes of an application, each with a door and caches of its own, and one Redis behind them. */
class TwoProcessesTest extends ModelFixture {

  private final TestDatabase main;
  private RedisServer redis;
  private Node one;
  private Node two;

  TwoProcessesTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), Placement.shared());
    this.main = main;
  }

  private record Node(TenantDataSource door, LayeredCaches caches, Models models) {

    static Node of(TestDatabase database, String redis) {
      TenantDataSource door =
          TenantDataSource.builder()
              .datasource(
                  "main",
                  PoolSettings.of(database.jdbcUrl(), database.username(), database.password()).withMaximumSize(4))
              .build();
      LayeredCaches caches = LayeredCaches.builder().redis(redis).build();
      caches.use(door.sessions());
      door.listen(caches);
      return new Node(door, caches, Models.builder(door).caches(caches).build());
    }

    <T, I> Model<T, I> model(Class<T> entity, Class<I> key) {
      return models.model(entity, key, Caching.ENTITIES_AND_QUERIES);
    }

    void close() {
      door.close();
      caches.close();
    }
  }

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    redis =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("dir " + directory)
            .setting("save \"\"")
            .onShutdownForceStop(true)
            .build();
    redis.start();
    one = Node.of(main, "redis://127.0.0.1:" + port);
    two = Node.of(main, "redis://127.0.0.1:" + port);
  }

  @AfterAll
  void stop() throws IOException {
    one.close();
    two.close();
    redis.stop();
  }

  @Test
  void everyTypeArrivesInTheOtherProcess() {
    Model<Sample, String> first = one.model(Sample.class, String.class);
    Model<Sample, String> second = two.model(Sample.class, String.class);
    run(
        acme,
        () -> {
          first.insertAll(List.of(MappingTest.FULL, Sample.empty("empty")));
          for (int round = 0; round < 3; round++) {
            for (Model<Sample, String> model : List.of(first, second)) {
              assertThat(model.get("full").orElseThrow()).usingRecursiveComparison().isEqualTo(MappingTest.FULL);
              assertThat(model.get("empty").orElseThrow()).usingRecursiveComparison().isEqualTo(Sample.empty("empty"));
              assertThat(model.select(model.where("id", "full"))).hasSize(1);
              model.get("full").orElseThrow().bytes()[0] = 99;
              model.get("full").orElseThrow().tags()[0] = "changed by who got it";
            }
          }
        });
  }

  @Test
  void aBeanIsEachOnesOwn() {
    Model<Task, Long> first = one.model(Task.class, Long.class);
    Model<Task, Long> second = two.model(Task.class, Long.class);
    run(
        acme,
        () -> {
          long id = first.insert(new Task("Write")).id();
          first.get(id).orElseThrow().titled("not stored");
          assertThat(first.get(id).orElseThrow().title()).isEqualTo("Write");
          assertThat(second.get(id).orElseThrow().slug()).isEqualTo("write");
        });
  }

  @Test
  void aWriteInOneIsSeenInTheOther() {
    Model<Product, Long> first = one.model(Product.class, Long.class);
    Model<Product, Long> second = two.model(Product.class, Long.class);
    run(
        acme,
        () -> {
          Product lamp = first.insert(Product.of("lamp"));
          for (int i = 0; i < 20; i++) {
            String name = "name " + i;
            Model<Product, Long> writer = i % 2 == 0 ? first : second;
            Model<Product, Long> reader = i % 2 == 0 ? second : first;
            assertThat(reader.get(lamp.id())).isPresent();
            assertThat(reader.select(reader.where("name", name))).isEmpty();
            if (i % 4 < 2) {
              writer.update(lamp.id(), Map.of("name", name));
            } else {
              writer.updateWhere(writer.where("id", lamp.id()), Map.of("name", name));
            }
            assertThat(writer.get(lamp.id()).orElseThrow().name()).isEqualTo(name);
            awaitName(reader, lamp.id(), name);
            assertThat(writer.select(writer.where("name", name))).hasSize(1);
          }
        });
  }

  /** On a set of one node the other process hears of it, which takes as long as a message. */
  private static void awaitName(Model<Product, Long> model, Long id, String name) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (!model.get(id).orElseThrow().name().equals(name) || model.select(model.where("name", name)).isEmpty()) {
      assertThat(System.nanoTime()).as("the other process has seen %s", name).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void compositeKeysArriveToo() {
    Model<OrderLine, LineId> first = one.model(OrderLine.class, LineId.class);
    Model<OrderLine, LineId> second = two.model(OrderLine.class, LineId.class);
    run(
        acme,
        () -> {
          first.insertAll(List.of(new OrderLine(1, 11, 5), new OrderLine(11, 1, 6)));
          assertThat(first.select(first.where("quantity", List.of(5, 6)), List.of(first.field("quantity")))).hasSize(2);
          assertThat(second.select(second.where("quantity", List.of(5, 6)), List.of(second.field("quantity"))))
              .containsExactly(new OrderLine(1, 11, 5), new OrderLine(11, 1, 6));
          assertThat(second.get(new LineId(11, 1))).contains(new OrderLine(1, 11, 5));
          assertThat(second.get(new LineId(1, 11))).contains(new OrderLine(11, 1, 6));
        });
  }
}
