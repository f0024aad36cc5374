package dev.partywall.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that opens when it is first needed, in the background, and comes back by itself. It takes no commands
 * while it is closed, so that none of them runs at a time when nobody waits for it.
 */
final class RedisConnection implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final ClientResources resources =
      ClientResources.builder()
          .ioThreadPoolSize(2)
          .computationThreadPoolSize(2)
          .reconnectDelay(Delay.exponential(Duration.ofMillis(20), LONGEST_PAUSE, 2, TimeUnit.MILLISECONDS))
          .build();

  private final Opening opening;

  // Guarded by this object's lock for writing.
  private volatile @Nullable CompletableFuture<Open> open;
  private boolean closed;

  /** An open connection. */
  private record Open(
      StatefulConnection<String, String> connection, RedisClusterAsyncCommands<String, String> commands) {}

  /** Opens a connection in the background. */
  private interface Opening extends AutoCloseable {
    CompletionStage<Open> open();

    @Override
    void close();
  }

  RedisConnection(List<RedisURI> addresses, boolean cluster) {
    this.opening = cluster ? new ToCluster(resources, addresses) : new ToServer(resources, addresses.getFirst());
  }

  /** What sends commands; completes exceptionally where there is no connection. */
  CompletableFuture<RedisClusterAsyncCommands<String, String>> commands() {
    CompletableFuture<Open> known = open;
    return (known == null || known.isCompletedExceptionally() ? reopen() : known).thenApply(Open::commands);
  }

  private synchronized CompletableFuture<Open> reopen() {
    CompletableFuture<Open> known = open;
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("The connection to Redis was closed"));
    }
    if (known == null || known.isCompletedExceptionally()) {
      known = opening.open().toCompletableFuture();
      open = known;
    }
    return known;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    opening.close();
    Object _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private static <B extends ClientOptions.Builder> B options(B builder) {
    builder
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).keepAlive(true).build());
    return builder;
  }

  private static final class ToServer implements Opening {
    private final RedisClient client;
    private final RedisURI address;

    ToServer(ClientResources resources, RedisURI address) {
      this.client = RedisClient.create(resources);
      this.address = address;
      client.setOptions(options(ClientOptions.builder()).build());
    }

    @Override
    public CompletionStage<Open> open() {
      return client
          .connectAsync(StringCodec.UTF8, address)
          .thenApply(connection -> new Open(connection, connection.async()));
    }

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private static final class ToCluster implements Opening {
    private final RedisClusterClient client;

    ToCluster(ClientResources resources, List<RedisURI> addresses) {
      this.client = RedisClusterClient.create(resources, addresses);
      ClusterTopologyRefreshOptions refresh =
          ClusterTopologyRefreshOptions.builder().enablePeriodicRefresh(Duration.ofSeconds(30)).build();
      client.setOptions(options(ClusterClientOptions.builder()).topologyRefreshOptions(refresh).build());
    }

    @Override
    public CompletionStage<Open> open() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(_ -> client.connectAsync(StringCodec.UTF8))
          .thenApply(connection -> new Open(connection, connection.async()));
    }

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
