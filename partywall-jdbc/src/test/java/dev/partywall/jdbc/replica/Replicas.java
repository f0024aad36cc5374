package dev.partywall.jdbc.replica;

import dev.partywall.test.PostgresCluster;
import dev.partywall.test.PostgresNode;
import dev.partywall.test.TestDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A writer and two standbys that the tests of this package share; a test that makes a standby lag sets it right again.
 */
final class Replicas {

  private static final long POLL = 5_000_000;
  private static final long DEADLINE = 60_000_000_000L;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Replicas() {}

  private static final class Started {
    static final PostgresCluster CLUSTER =
        PostgresCluster.builder().standbys(2).parameter("log_min_messages", "fatal").start();
  }

  static PostgresCluster cluster() {
    return Started.CLUSTER;
  }

  static PostgresNode standby(int number) {
    return cluster().standby(number);
  }

  /** A new database on all nodes, with a counter of each of the tenants 1 and 2; its name. */
  static String database() {
    String name = "replica_" + DATABASES.incrementAndGet();
    TestDatabase writer = cluster().createDatabase(name);
    writer.execute(
        """
        create table counter (tenant_id bigint not null, id bigint not null, version bigint not null,
          primary key (tenant_id, id));
        insert into counter select t, n, 0 from generate_series(1, 2) t, generate_series(1, 8) n;
        """);
    cluster().awaitCaughtUp();
    return name;
  }

  static TestDatabase onWriter(String database) {
    return cluster().writer().database(database);
  }

  static TestDatabase onStandby(int number, String database) {
    return standby(number).database(database);
  }

  /** Lets both standbys go on, and waits until they have all. */
  static void catchUp() {
    List.of(standby(0), standby(1)).forEach(PostgresNode::resumeReplay);
    cluster().awaitCaughtUp();
  }

  /** Waits for something that happens in the background, and fails if it does not. */
  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > DEADLINE) {
        throw new AssertionError("Not within a minute: " + what);
      }
      LockSupport.parkNanos(POLL);
    }
  }
}
