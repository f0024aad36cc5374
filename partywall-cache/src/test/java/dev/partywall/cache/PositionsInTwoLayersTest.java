package dev.partywall.cache;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PositionsInTwoLayersTest extends PositionsTest {

  @TempDir static Path directory;
  private static LocalRedis redis;

  @BeforeAll
  static void start() {
    redis = LocalRedis.in(directory);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  LayeredCaches.Builder builder() {
    redis.<Long>ask(
        commands -> {
          commands.flushall();
          // As if Redis had held what it holds since long ago.
          String server = commands.info("server").replaceAll("(?s).*run_id:(\\w+).*", "$1");
          return commands.hset("partywall:cache-life", java.util.Map.of("server", server, "since", "1"));
        });
    return LayeredCaches.builder().redis(redis.url()).timeout(Duration.ofSeconds(5)).pause(Duration.ofMillis(50));
  }

  @Override
  void ready(LayeredCaches caches) {
    TwoLayersTest.await(caches::isWhole);
  }
}
