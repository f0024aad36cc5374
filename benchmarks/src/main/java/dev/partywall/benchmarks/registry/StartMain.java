package dev.partywall.benchmarks.registry;

import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The start of a registry in a process of its own, where nothing is warm. */
public final class StartMain {

  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static @Nullable Registry started;

  /**
   * What a start took.
   *
   * @param millis until look-ups are answered
   * @param bytes of the heap that all tenants take
   */
  record Start(double millis, double bytes) {}

  private StartMain() {}

  /** {@code NAME URL USER PASSWORD}. */
  public static void main(String[] arguments) {
    TestDatabase database = new TestDatabase(arguments[0], arguments[1], arguments[2], arguments[3]);
    try (TenantDataSource door = Tenants.door(database)) {
      long start = System.nanoTime();
      started = Registry.builder(door).start();
      long nanos = System.nanoTime() - start;
      System.out.println("start " + nanos / 1e6 + " " + taken());
    }
  }

  /** What is in use less when nobody holds the registry any more. */
  private static long taken() {
    long with = used();
    Objects.requireNonNull(started).close();
    started = null;
    return with - used();
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      LockSupport.parkNanos(SETTLE_NANOS);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  static Start run(TestDatabase database) {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "-cp",
            System.getProperty("java.class.path"),
            StartMain.class.getName(),
            database.name(),
            database.jdbcUrl(),
            database.username(),
            database.password());
    try {
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output
          .lines()
          .filter(line -> line.startsWith("start "))
          .map(line -> line.split(" "))
          .map(words -> new Start(Double.parseDouble(words[1]), Double.parseDouble(words[2])))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("The other process did not start: " + output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
