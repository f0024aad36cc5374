package dev.partywall.test;

import dev.partywall.test.internal.BaseBackup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An embedded PostgreSQL writer with standbys that stream its log: for tests of what an application does with replicas,
 * with their lag, and when one of them dies. All nodes and their files are gone after {@link #close()} and, at the
 * latest, when the JVM ends; its death ends the processes too.
 *
 * {@snippet :
 * try (PostgresCluster cluster = PostgresCluster.builder().standbys(2).start()) {
 *   cluster.createDatabase("shop");
 *   DataSource write = cluster.writer().database("shop").dataSource();
 *   DataSource read = cluster.standby(0).database("shop").dataSource();
 * }
 * }
 */
public final class PostgresCluster implements AutoCloseable {

  private final Builder plan;
  private final List<PostgresNode> nodes = new CopyOnWriteArrayList<>();
  private volatile PostgresNode writer;

  private PostgresCluster(Builder plan) {
    this.plan = plan;
    this.writer = node("writer", plan.writer().start());
  }

  /** A cluster to be. Unless told otherwise it has one standby and no durability. */
  public static Builder builder() {
    return new Builder();
  }

  /** The node that takes writes: the first one, or that of the last promotion. */
  public PostgresNode writer() {
    return writer;
  }

  /**
   * The node that was made as a standby of this number, from 0. It stays the same when it is promoted.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public PostgresNode standby(int number) {
    return nodes.get(number + 1);
  }

  /** All nodes, whatever they are and whether they run: the first writer, then the standbys. */
  public List<PostgresNode> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * Creates a database on the writer and waits until the standbys have it.
   *
   * @return the database on the writer
   */
  public TestDatabase createDatabase(String name) {
    TestDatabase database = writer.server().database(name);
    awaitCaughtUp();
    return database;
  }

  /**
   * Adds a standby, which gets the next number.
   *
   * @param upstream whose log it streams: the writer, or a standby to have them in a cascade
   */
  public PostgresNode addStandby(PostgresNode upstream) {
    PostgresNode standby = node("standby-" + (nodes.size() - 1), plan.server().prepare());
    follow(standby, upstream);
    return standby;
  }

  /** Makes a node a standby of the writer that has nothing but what the writer has: what becomes of a former writer. */
  public void rejoin(PostgresNode node) {
    if (node.equals(writer)) {
      throw new IllegalStateException("Node " + node + " is the writer; promote another one before");
    }
    node.stop();
    follow(node, writer);
  }

  private void follow(PostgresNode standby, PostgresNode upstream) {
    PostgresServer source = writer.server();
    BaseBackup.copy(
        source.admin().dataSource(), source.settings(), standby.server().settings(), upstream.conninfo(standby.name()));
    standby.restart();
  }

  /**
   * Makes a standby the writer, on a timeline of its own. The former writer is left as it is: {@linkplain
   * PostgresNode#kill() kill} it before, or there are two. So are the other standbys, until they {@linkplain
   * PostgresNode#follow follow} the new one.
   *
   * @return the new writer, which takes writes
   */
  public PostgresNode promote(int standby) {
    PostgresNode promoted = standby(standby);
    promoted.promote();
    writer = promoted;
    return promoted;
  }

  /** Waits until the standbys that run have replayed the position, which is one of the writer. */
  public void awaitReplayed(WalPosition position) {
    nodes.stream()
        .filter(node -> !node.equals(writer) && node.isRunning() && node.isStandby())
        .forEach(node -> node.awaitReplayed(position));
  }

  /** Waits until the standbys that run show everything that is committed now. */
  public void awaitCaughtUp() {
    awaitReplayed(writer.position());
  }

  /** Stops all nodes and deletes their files. */
  @Override
  public void close() {
    // From the ends to the source, so that no node waits for one that receives no more.
    nodes.reversed().forEach(PostgresNode::close);
  }

  private PostgresNode node(String name, PostgresServer server) {
    PostgresNode node = new PostgresNode(name, server, plan.deadline);
    nodes.add(node);
    return node;
  }

  /** Says how a cluster is to run. */
  public static final class Builder {

    private int standbys = 1;
    private boolean durable;
    private boolean stoppingAtExit = true;
    private @Nullable Path directory;
    private Duration deadline = Duration.ofSeconds(30);
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private Builder() {
      // A commit is with the log's senders when it returns, and not up to a second later.
      parameters.put("synchronous_commit", "on");
      parameters.put("wal_level", "replica");
      parameters.put("hot_standby", "on");
      parameters.put("max_wal_senders", "10");
      // A standby that was down finds what it missed.
      parameters.put("wal_keep_size", "1GB");
      parameters.put("wal_retrieve_retry_interval", "100ms");
      // Outside its directory a killed node leaves neither a socket, which would keep it from its port, nor shared
      // memory.
      parameters.put("unix_socket_directories", "");
      parameters.put("dynamic_shared_memory_type", "mmap");
      parameters.put("log_min_messages", "fatal");
    }

    /** How many standbys stream from the writer; one unless set. */
    public Builder standbys(int standbys) {
      this.standbys = standbys;
      return this;
    }

    /** Whether commits survive a power cut ({@code fsync}); slower. Off unless set: they survive {@code kill -9}. */
    public Builder durable(boolean durable) {
      this.durable = durable;
      return this;
    }

    /** A directory for the writer that outlives it: a later cluster in it has the same databases, and new standbys. */
    public Builder directory(Path directory) {
      this.directory = directory;
      return this;
    }

    /** As {@link PostgresServer.Builder#stopAtExit}, for all nodes; on unless set. */
    public Builder stopAtExit(boolean stopAtExit) {
      this.stoppingAtExit = stopAtExit;
      return this;
    }

    /** How long the waits of the cluster and its nodes take at most; 30 s unless set. */
    public Builder deadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    /** A server parameter of all nodes, as in {@code postgresql.conf}. */
    public Builder parameter(String name, String value) {
      parameters.put(name, value);
      return this;
    }

    /** Starts the writer, then the standbys. They have all that the writer has when this returns. */
    public PostgresCluster start() {
      PostgresCluster cluster = new PostgresCluster(this);
      try {
        for (int i = 0; i < standbys; i++) {
          cluster.addStandby(cluster.writer());
        }
        cluster.awaitCaughtUp();
        return cluster;
      } catch (RuntimeException | Error e) {
        cluster.close();
        throw e;
      }
    }

    private PostgresServer.Builder writer() {
      return directory == null ? server() : server().directory(directory);
    }

    private PostgresServer.Builder server() {
      PostgresServer.Builder server = PostgresServer.builder().durable(durable).stopAtExit(stoppingAtExit);
      parameters.forEach(server::parameter);
      return server;
    }
  }
}
