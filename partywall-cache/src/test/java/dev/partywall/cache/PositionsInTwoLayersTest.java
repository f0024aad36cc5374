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
    redis.empty();
    return LayeredCaches.builder().redis(redis.url()).timeout(Duration.ofSeconds(5)).pause(Duration.ofMillis(50));
  }

  @Override
  void ready(LayeredCaches caches) {
    TwoLayersTest.await(caches::isWhole);
  }
}
