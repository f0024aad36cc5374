package dev.partywall.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A connection that opens when it is first needed, in the background, and comes back by itself. It takes no commands
 * while it is closed, so that none of them runs at a time when nobody waits for it.
 *
 * @param <V> what values are: texts or bytes
 */
final class RedisConnection<V> implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final ClientResources resources =
      ClientResources.builder()
          .ioThreadPoolSize(2)
          .computationThreadPoolSize(2)
          .reconnectDelay(Delay.exponential(Duration.ofMillis(20), LONGEST_PAUSE, 2, TimeUnit.MILLISECONDS))
          .build();

  private final Opening<V> opening;

  // Guarded by this object's lock for writing.
  private volatile @Nullable CompletableFuture<Open<V>> open;
  private boolean closed;

  /** An open connection. */
  private record Open<V>(StatefulConnection<String, V> connection, RedisClusterAsyncCommands<String, V> commands) {}

  /** Opens a connection in the background. */
  private interface Opening<V> extends AutoCloseable {
    CompletionStage<Open<V>> open();

    /** Hears of messages on a channel, again after each break. */
    CompletionStage<?> subscribe(String channel, RedisPubSubListener<String, String> listener);

    /** Names of keys, one for each master. */
    List<String> keyOnEach(String prefix);

    @Override
    void close();
  }

  /**
   * @param breaks is told when a connection was lost
   */
  RedisConnection(RedisAddress address, RedisCodec<String, V> codec, Runnable breaks) {
    RedisConnectionStateListener listener =
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            if (!connection.isClosed()) { // by us, as connections that only ask for the topology are
              breaks.run();
            }
          }
        };
    this.opening =
        address.cluster()
            ? new ToCluster<>(resources, address, codec, listener)
            : new ToServer<>(resources, address, codec, listener);
  }

  /** What sends commands; completes exceptionally where there is no connection. */
  CompletableFuture<RedisClusterAsyncCommands<String, V>> commands() {
    CompletableFuture<Open<V>> known = open;
    return (known == null || known.isCompletedExceptionally() ? reopen() : known).thenApply(Open::commands);
  }

  private synchronized CompletableFuture<Open<V>> reopen() {
    CompletableFuture<Open<V>> known = open;
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("The connection to Redis was closed"));
    }
    if (known == null || known.isCompletedExceptionally()) {
      known = opening.open().toCompletableFuture();
      open = known;
    }
    return known;
  }

  /** Hears of messages on a channel, over a connection of its own that comes back by itself. */
  CompletionStage<?> subscribe(String channel, RedisPubSubListener<String, String> listener) {
    return opening.subscribe(channel, listener);
  }

  /** Names of keys that begin so, one for each master of a cluster; of a server, one. */
  List<String> keyOnEach(String prefix) {
    return opening.keyOnEach(prefix);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    opening.close();
    Object _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private static <B extends ClientOptions.Builder> B options(B builder, RedisAddress address) {
    RedisAddress.Tls tls = address.tls();
    if (tls != null) {
      builder.sslOptions(tls.options());
    }
    builder
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).keepAlive(true).build());
    return builder;
  }

  private static Function<StatefulRedisPubSubConnection<String, String>, CompletionStage<Void>> to(
      String channel, RedisPubSubListener<String, String> listener) {
    return connection -> {
      connection.addListener(listener);
      return connection.async().subscribe(channel);
    };
  }

  private static final class ToServer<V> implements Opening<V> {
    private final RedisClient client;
    private final RedisURI address;
    private final RedisCodec<String, V> codec;

    ToServer(
        ClientResources resources,
        RedisAddress address,
        RedisCodec<String, V> codec,
        RedisConnectionStateListener listener) {
      this.client = RedisClient.create(resources);
      this.address = address.uris().getFirst();
      this.codec = codec;
      client.addListener(listener);
      client.setOptions(options(ClientOptions.builder(), address).build());
    }

    @Override
    public CompletionStage<Open<V>> open() {
      return client.connectAsync(codec, address).thenApply(connection -> new Open<>(connection, connection.async()));
    }

    @Override
    public CompletionStage<?> subscribe(String channel, RedisPubSubListener<String, String> listener) {
      return client.connectPubSubAsync(StringCodec.UTF8, address).thenCompose(to(channel, listener));
    }

    @Override
    public List<String> keyOnEach(String prefix) {
      return List.of(prefix);
    }

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private static final class ToCluster<V> implements Opening<V> {
    private final RedisClusterClient client;
    private final RedisCodec<String, V> codec;

    ToCluster(
        ClientResources resources,
        RedisAddress address,
        RedisCodec<String, V> codec,
        RedisConnectionStateListener listener) {
      this.client = RedisClusterClient.create(resources, address.uris());
      this.codec = codec;
      client.addListener(listener);
      ClusterTopologyRefreshOptions refresh =
          ClusterTopologyRefreshOptions.builder().enablePeriodicRefresh(Duration.ofSeconds(30)).build();
      client.setOptions(options(ClusterClientOptions.builder(), address).topologyRefreshOptions(refresh).build());
    }

    @Override
    public CompletionStage<Open<V>> open() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(_ -> client.connectAsync(codec))
          .thenApply(connection -> new Open<>(connection, connection.async()));
    }

    @Override
    public CompletionStage<?> subscribe(String channel, RedisPubSubListener<String, String> listener) {
      return client
          .refreshPartitionsAsync()
          .thenCompose(_ -> client.connectPubSubAsync(StringCodec.UTF8))
          .thenCompose(to(channel, listener));
    }

    @Override
    public List<String> keyOnEach(String prefix) {
      List<String> keys = new ArrayList<>();
      for (RedisClusterNode node : client.getPartitions()) {
        if (node.is(RedisClusterNode.NodeFlag.UPSTREAM) && !node.hasNoSlots()) {
          keys.add(
              IntStream.range(0, SlotHash.SLOT_COUNT)
                  .mapToObj(i -> prefix + "{" + i + "}")
                  .filter(key -> node.hasSlot(SlotHash.getSlot(key)))
                  .findFirst()
                  .orElseThrow(() -> new IllegalStateException("No key was found that is on " + node.getUri())));
        }
      }
      return keys;
    }

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
