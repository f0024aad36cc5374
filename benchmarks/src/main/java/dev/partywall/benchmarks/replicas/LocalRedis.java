package dev.partywall.benchmarks.replicas;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** The Redis that the application's nodes share. */
final class LocalRedis implements AutoCloseable {

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

  static LocalRedis start() throws IOException {
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

  String url() {
    return url;
  }

  /** Loses everything. */
  void flush() {
    Object _ = connection.sync().flushall();
  }

  @Override
  public void close() throws IOException {
    connection.close();
    client.close();
    server.stop();
  }
}
