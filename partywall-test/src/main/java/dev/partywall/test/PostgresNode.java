package dev.partywall.test;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A server of a {@link PostgresCluster}: the writer or a standby. Which of them it is can change; its port does not.
 *
 * <p>What a node refuses, or cannot answer since it is down, is an {@link IllegalStateException}.
 */
public final class PostgresNode {

  private static final String POSITION =
      """
      select case when pg_is_in_recovery()
               then greatest(
                 (select received_tli from pg_stat_wal_receiver),
                 (select min_recovery_end_timeline from pg_control_recovery()),
                 (select timeline_id from pg_control_checkpoint()))
               else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int
             end as timeline,
             case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end as lsn
      """;

  private final String name;
  private final PostgresServer server;
  private final NodeQueries queries;

  PostgresNode(String name, PostgresServer server, Duration deadline) {
    this.name = name;
    this.server = server;
    this.queries = new NodeQueries(name, server.admin(), deadline);
  }

  /** What it was made as: {@code writer}, {@code standby-0}, {@code standby-1} and so on. */
  public String name() {
    return name;
  }

  /** The TCP port on localhost. */
  public int port() {
    return server.port();
  }

  /** Where the node keeps its files. */
  public Path directory() {
    return server.directory();
  }

  /**
   * The way to a database on this node. It is not looked whether it is there, nor whether the node runs; {@link
   * PostgresCluster#createDatabase} makes one on all nodes.
   */
  public TestDatabase database(String name) {
    return server.handle(name);
  }

  /** Whether the node was started and not stopped since. */
  public boolean isRunning() {
    return server.isRunning();
  }

  /** Whether the node follows another one and takes no writes. */
  public boolean isStandby() {
    return queries.ask("select pg_is_in_recovery()", row -> row.getBoolean(1));
  }

  /**
   * Up to where the log is written by a writer, and replayed by a standby. A commit of the past is at or before the
   * writer's position, unless it was made with {@code synchronous_commit = off}.
   */
  public WalPosition position() {
    return queries.ask(
        "select timeline, lsn - '0/0'::pg_lsn from (" + POSITION + ") p",
        row -> new WalPosition(row.getInt(1), row.getBigDecimal(2).longValue()));
  }

  /** Waits until this node's position reaches the given one. */
  public void awaitReplayed(WalPosition position) {
    queries.await(
        "replayed " + position,
        "select timeline >= %d and lsn >= '%s' from (%s) p"
            .formatted(position.timeline(), position.lsnText(), POSITION));
  }

  /**
   * Makes a standby stand still: it goes on to receive the log, and shows nothing of it until {@link #resumeReplay()},
   * a restart or a promotion.
   */
  public void pauseReplay() {
    server.admin().execute("select pg_wal_replay_pause()");
    queries.await("paused its replay", "select pg_get_wal_replay_pause_state() = 'paused'");
  }

  /** Ends {@link #pauseReplay()}. */
  public void resumeReplay() {
    server.admin().execute("select pg_wal_replay_resume()");
  }

  /**
   * How long after its commit a standby shows a transaction, at the earliest. It holds also after a restart. Zero,
   * which is the beginning, is as soon as it can.
   */
  public void applyDelay(Duration delay) {
    configure("recovery_min_apply_delay", Long.toString(delay.toMillis()));
  }

  /** Makes a standby follow another node from now on, as after a promotion. */
  public void follow(PostgresNode upstream) {
    configure("primary_conninfo", upstream.conninfo(name));
  }

  private void configure(String parameter, String value) {
    server.admin().execute("alter system set " + parameter + " = '" + value + "'");
    server.admin().execute("select pg_reload_conf()");
    queries.await(
        "taken " + parameter + " = " + value,
        "select setting = '%s' from pg_settings where name = '%s'".formatted(value, parameter));
    // The postmaster tells its other processes before it begins a new session.
    queries.await("answered", "select true");
  }

  /** Ends all processes of the node as {@code kill -9} does. {@link #restart()} brings it back. */
  public void kill() {
    server.kill();
  }

  /** Stops the node in good order. {@link #restart()} brings it back. */
  public void stop() {
    server.stop();
  }

  /** Starts the node again on its port and files, as what it was; a running one is stopped before. */
  public void restart() {
    server.restart();
  }

  void promote() {
    if (!queries.ask("select pg_promote()", row -> row.getBoolean(1))) {
      throw new IllegalStateException("Node " + name + " was not promoted within a minute");
    }
  }

  void close() {
    server.close();
  }

  PostgresServer server() {
    return server;
  }

  /** How a standby connects to this node. */
  String conninfo(String standby) {
    return "host=localhost port=" + port() + " user=postgres application_name=" + standby;
  }

  /** Name and port. */
  @Override
  public String toString() {
    return name + ":" + port();
  }
}
