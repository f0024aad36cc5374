package dev.partywall.cache;

import dev.partywall.core.SessionToken;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Drops entries from Redis, and tells other processes. */
final class RedisDrops {

  private final RedisConnection<byte[]> connection;
  private final RedisNames names;
  private final boolean cluster;
  private final Bus bus;
  private final Ids ids;
  private final long keepMillis;

  /**
   * @param keepMillis how long it is remembered that a key was deleted, in ms
   */
  RedisDrops(RedisConnection<byte[]> connection, RedisNames names, boolean cluster, Bus bus, Ids ids, long keepMillis) {
    this.connection = connection;
    this.names = names;
    this.cluster = cluster;
    this.bus = bus;
    this.ids = ids;
    this.keepMillis = keepMillis;
  }

  /** Drops it, and tells the others when it is dropped. */
  CompletableFuture<?> drop(RedisClusterAsyncCommands<String, byte[]> commands, Doomed doomed, SessionToken position) {
    List<String> keys = new ArrayList<>();
    doomed.generations().forEach(name -> keys.add(names.generation(doomed.space(), name)));
    int generations = keys.size();
    doomed.keys().forEach(key -> keys.add(names.entry(doomed.space(), doomed.cache(), key)));
    byte[] where = RedisCalls.bytes(Slot.text(position));
    String message = bus.message(doomed, position);
    List<CompletableFuture<?>> done = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      // The nodes of a cluster do not wait for each other.
      boolean tells = !cluster && i == keys.size() - 1;
      done.add(
          dropOne(
              commands,
              keys.get(i),
              RedisCalls.bytes((i < generations ? "G." : "T.") + ids.next()),
              where,
              RedisCalls.bytes(Long.toString(i < generations ? RedisLayer.GENERATIONS_MILLIS : keepMillis)),
              RedisCalls.bytes(tells ? names.channel() : ""),
              RedisCalls.bytes(tells ? message : "")));
    }
    CompletableFuture<?> all = CompletableFuture.allOf(done.toArray(CompletableFuture[]::new));
    return cluster ? all.thenCompose(_ -> commands.publish(names.channel(), RedisCalls.bytes(message))) : all;
  }

  private CompletableFuture<?> dropOne(
      RedisClusterAsyncCommands<String, byte[]> commands, String key, byte[]... arguments) {
    return RedisCalls.<Long>run(commands, Script.DROP, ScriptOutputType.INTEGER, key, arguments)
        .exceptionallyCompose(
            failure ->
                RedisCalls.isOutOfMemory(failure)
                    ? dropWithoutMemory(commands, key, arguments)
                    : CompletableFuture.failedStage(failure));
  }

  /** Where Redis has no memory for where it was dropped: it is removed, and as that is lost, so is the life. */
  private CompletionStage<Long> dropWithoutMemory(
      RedisClusterAsyncCommands<String, byte[]> commands, String key, byte[]... arguments) {
    List<CompletableFuture<Long>> done = new ArrayList<>();
    done.add(commands.del(key).toCompletableFuture());
    if (!new String(arguments[1], StandardCharsets.UTF_8).equals(Slot.NOWHERE)) {
      connection.keyOnEach(names.pulse()).forEach(life -> done.add(commands.del(life).toCompletableFuture()));
    }
    if (arguments[3].length > 0) {
      done.add(commands.publish(names.channel(), arguments[4]).toCompletableFuture());
    }
    return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).thenApply(_ -> 1L);
  }
}
