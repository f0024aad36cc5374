package dev.partywall.spring.boot.app;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import redis.embedded.RedisServer;

/** A Redis server for tests. */
public final class TestRedis implements AutoCloseable {

  private final int port;
  private final RedisServer server;

  public TestRedis() {
    try {
      try (ServerSocket socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .onShutdownForceStop(true)
              .build();
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void start() {
    try {
      if (!server.isActive()) {
        server.start();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void flush() {
    run(commands -> commands.flushall());
  }

  /** The names of all keys. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    run(commands -> keys.addAll(commands.keys("*")));
    return keys;
  }

  /** As if it had held what it holds since long ago. */
  public void letTimePass() {
    run(commands -> commands.hset("partywall:{0}:alive", "since", "1"));
  }

  private void run(Consumer<RedisCommands<String, String>> work) {
    try (RedisClient client = RedisClient.create(url());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      work.accept(connection.sync());
    }
  }

  @Override
  public void close() {
    stop();
  }
}
