package dev.partywall.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TwoLayersTest extends LayeredCacheTest {

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
    redis.<String>ask(commands -> commands.flushall());
    return LayeredCaches.builder().redis(redis.url()).timeout(Duration.ofSeconds(5)).pause(Duration.ofMillis(50));
  }

  @Override
  void ready(LayeredCaches caches) {
    await(caches::isWhole);
  }

  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("Not so in time");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
