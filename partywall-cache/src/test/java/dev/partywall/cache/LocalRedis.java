package dev.partywall.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import redis.embedded.RedisServer;

/** A Redis server for tests. */
final class LocalRedis implements AutoCloseable {

  private final RedisServer server;
  private final int port;

  private LocalRedis(int port, RedisServer server) {
    this.port = port;
    this.server = server;
  }

  static LocalRedis in(Path directory) {
    try {
      int port = freePort();
      RedisServer server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("dir " + directory)
              .setting("save \"\"")
              .onShutdownForceStop(true)
              .build();
      LocalRedis redis = new LocalRedis(port, server);
      redis.start();
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Below those that connections get: who tries to connect while the server is down would get its port at last. */
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    }
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  void start() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it; its port is free afterwards. */
  void stop() {
    try {
      server.stop();
      while (!isFree(port)) {
        LockSupport.parkNanos(1_000_000); // the process takes a moment to end
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> T ask(Function<RedisCommands<String, String>, T> question) {
    try (RedisClient client = RedisClient.create(RedisURI.create(url()));
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    }
  }

  /** Empty, and as if it had lost nothing since long ago. */
  void empty() {
    this.<Long>ask(
        commands -> {
          commands.flushall();
          String server = commands.info("server").replaceAll("(?s).*run_id:(\\w+).*", "$1");
          return commands.hset("partywall:cache-life", Map.of("server", server, "since", "1"));
        });
  }

  @Override
  public void close() {
    stop();
  }
}
