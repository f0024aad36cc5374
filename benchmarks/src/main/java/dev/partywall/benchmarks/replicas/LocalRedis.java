package dev.partywall.benchmarks.replicas;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** The Redis that the application's nodes share. */
public final class LocalRedis implements AutoCloseable {

  private final RedisServer server;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final String url;

  private LocalRedis(int port, RedisServer server) {
    this.server = server;
    this.url = "redis://127.0.0.1:" + port;
    this.client = RedisClient.create(RedisURI.create(url));
    this.connection = client.connect();
  }

  /** Starts one that keeps nothing on disk. */
  public static LocalRedis start() throws IOException {
    int port = freePort();
    RedisServer server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .onShutdownForceStop(true)
            .build();
    server.start();
    return new LocalRedis(port, server);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Where it is. */
  public String url() {
    return url;
  }

  /** Loses everything. */
  void flush() {
    Object _ = connection.sync().flushall();
  }

  /** Kills it and starts it again: it has nothing then. */
  public void restart() throws IOException {
    server.stop();
    server.start();
  }

  /** Cuts the connections of those who listen to messages, so that they miss some. */
  public void cutListeners() {
    Object _ = connection.sync().clientKill(KillArgs.Builder.typePubsub());
  }

  @Override
  public void close() throws IOException {
    connection.close();
    client.close();
    server.stop();
  }
}
