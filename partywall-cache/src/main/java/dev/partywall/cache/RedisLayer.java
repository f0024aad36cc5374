package dev.partywall.cache;

import dev.partywall.cache.CacheListener.Refusal;
import dev.partywall.core.SessionToken;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared layer in Redis. It is used while there is {@link Trust}: that ends when an answer is missing or a
 * connection breaks, and comes back when Redis has answered which memory it has, and was told all that this process
 * dropped.
 */
final class RedisLayer implements Behind, Outgoing, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LayeredCaches.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final long GENERATIONS_MILLIS = Duration.ofDays(2).toMillis();

  private final RedisConnection<byte[]> connection;
  private final RedisNames names;
  private final boolean cluster;
  private final Spaces spaces;
  private final Duration timeout;
  private final Duration pause;
  private final Duration keep;
  private final Duration longestLoad;
  private final ScheduledExecutorService timer;
  private final CacheListener listener;
  private final Ids ids;
  private final Bus bus;
  private final AtomicBoolean recovering = new AtomicBoolean();

  // Written under this object's lock.
  private volatile @Nullable Trust trust;

  // Guarded by this object's lock.
  private final Outbox outbox = new Outbox();
  private long breaks;
  private boolean closed;
  private boolean told;

  /**
   * What it is made of.
   *
   * @param keep how long drops are remembered
   * @param pause how long Redis is left alone after it did not answer
   */
  record Settings(
      List<RedisURI> addresses,
      boolean cluster,
      String prefix,
      Duration timeout,
      Duration pause,
      Duration keep,
      Duration longestLoad) {}

  RedisLayer(Settings settings, Spaces spaces, ScheduledExecutorService timer, CacheListener listener, Bus.Ear ear) {
    this.names = new RedisNames(settings.prefix());
    this.cluster = settings.cluster();
    this.timeout = settings.timeout();
    this.pause = settings.pause();
    this.keep = settings.keep();
    this.longestLoad = settings.longestLoad();
    this.spaces = spaces;
    this.timer = timer;
    this.listener = listener;
    this.ids = new Ids();
    this.connection =
        new RedisConnection<>(
            settings.addresses(),
            cluster,
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE),
            () -> broken("a connection was lost"));
    this.bus = new Bus(settings.addresses(), cluster, names.channel(), ids.process(), ear);
  }

  void start() {
    recover();
    bus.start();
    Object _ = timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  RedisNames names() {
    return names;
  }

  String id(char kind) {
    return kind + "." + ids.next();
  }

  long lease() {
    return longestLoad.toMillis();
  }

  // ---- trust

  boolean isTrusted() {
    return trust != null;
  }

  /** Something went wrong: Redis is not used until it is known again. */
  private void broken(String why) {
    boolean news;
    synchronized (this) {
      breaks++;
      news = trust != null && !closed;
      trust = null;
    }
    if (news) {
      LOG.warn("Caches do without Redis until it is known what it has: {}", why);
      listener.redis(false);
    }
    recoverLater(news ? Duration.ofMillis(1) : pause);
  }

  private void failed(Trust used, Throwable cause) {
    boolean news;
    synchronized (this) {
      news = used.equals(trust);
      if (news) {
        breaks++;
        trust = null;
      }
    }
    if (news) {
      LOG.warn("Caches do without Redis until it is known what it has", cause);
      listener.redis(false);
      recoverLater(pause);
    }
  }

  private void recoverLater(Duration delay) {
    try {
      Object _ = timer.schedule(this::recover, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed", e);
    }
  }

  private void recover() {
    if (trust == null && recovering.compareAndSet(false, true)) {
      Thread _ = Thread.ofVirtual().name("partywall-cache-redis").start(this::recoverNow);
    }
  }

  private void recoverNow() {
    boolean again = true;
    try {
      again = !tryToRecover();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.debug("Redis cannot be used yet", e);
    } finally {
      recovering.set(false);
      boolean isClosed;
      synchronized (this) {
        isClosed = closed;
      }
      if (again && !isClosed) {
        recoverLater(pause);
      }
    }
  }

  private boolean tryToRecover() throws InterruptedException, ExecutionException, TimeoutException {
    long before;
    synchronized (this) {
      if (closed) {
        return true;
      }
      before = breaks;
    }
    RedisClusterAsyncCommands<String, byte[]> commands =
        connection.commands().get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
    resend(commands);
    Trust found = pulse(commands);
    synchronized (this) {
      if (breaks != before || !outbox.isEmpty()) {
        return false;
      }
      trust = found;
      if (!told) {
        told = true;
        LOG.debug("Caches use Redis");
      } else {
        LOG.info("Caches use Redis again");
      }
    }
    listener.redis(true);
    return true;
  }

  private void resend(RedisClusterAsyncCommands<String, byte[]> commands)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<Doomed, SessionToken> unsent;
    boolean everything;
    synchronized (this) {
      everything = outbox.isEverything();
      unsent = outbox.take();
    }
    try {
      if (everything) {
        dropEverything(commands);
      }
      for (Map.Entry<Doomed, SessionToken> each : unsent.entrySet()) {
        Object _ = drop(commands, each.getKey(), each.getValue()).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException e) {
      synchronized (this) {
        if (everything) {
          outbox.putBackEverything();
        }
        unsent.forEach(outbox::add);
      }
      throw e;
    }
  }

  /** Gives the memory another life, so that no entry in it counts. */
  private void dropEverything(RedisClusterAsyncCommands<String, byte[]> commands)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (String key : connection.keyOnEach(names.pulse())) {
      await(commands.del(key));
    }
  }

  /** Which memory Redis has. */
  private Trust pulse(RedisClusterAsyncCommands<String, byte[]> commands)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> lives = new TreeSet<>();
    String evicted = "";
    long youngest = Long.MAX_VALUE;
    for (String key : connection.keyOnEach(names.pulse())) {
      List<Object> answer = await(this.<List<Object>>run(commands, Script.PULSE, ScriptOutputType.MULTI, key));
      String evictedHere = text(answer.get(1));
      lives.add(text(answer.get(0)) + "/" + text(answer.get(2)) + (cluster ? "/" + evictedHere : ""));
      evicted = cluster ? "" : evictedHere;
      youngest = Math.min(youngest, (Long) answer.get(3));
    }
    long wait = Math.max(0, keep.toMillis() - youngest);
    return new Trust(
        commands,
        lives.size() == 1 ? lives.iterator().next() : RedisNames.digest(String.join(",", lives)),
        evicted,
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait));
  }

  private static String text(Object bytes) {
    return bytes instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : String.valueOf(bytes);
  }

  private void tick() {
    Trust now = trust;
    if (now == null) {
      recover();
    } else {
      Thread _ = Thread.ofVirtual().name("partywall-cache-pulse").start(() -> checkPulse(now));
      bus.beat(now.commands, names.channel());
    }
    bus.check();
  }

  /** Whether Redis still has what it had. */
  void checkPulse(Trust before) {
    try {
      Trust now = pulse(before.commands);
      synchronized (this) {
        if (before.equals(trust) && !now.isAsBefore(before)) {
          // After an eviction drops may be missing, whatever else there is.
          long safe = System.nanoTime() + keep.toNanos();
          trust = now.evicted.equals(before.evicted) ? now : new Trust(now.commands, now.life, now.evicted, safe);
          LOG.info("Redis lost something of its memory; caches do not rely on what it had");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      failed(before, e);
    }
  }

  // ---- reading

  @Override
  public @Nullable Look look(
      Space space, long epoch, String cache, Collection<EntryKey> keys, List<Dependency> needed) {
    Trust used = trust;
    if (used == null) {
      return null;
    }
    try {
      Reading reading = new Reading(used, space, cache);
      Look look = reading.look(epoch, List.copyOf(keys), needed);
      return used.equals(trust) ? look : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      failed(used, e);
      return null;
    }
  }

  /** One look. */
  private final class Reading {
    private final Trust used;
    private final Space space;
    private final String cache;
    private final Map<EntryKey, Slot> slots = new HashMap<>();
    private final Map<Dependency, Slot> generations = new HashMap<>();
    private boolean fresh;

    Reading(Trust used, Space space, String cache) {
      this.used = used;
      this.space = space;
      this.cache = cache;
    }

    RedisLook look(long epoch, List<EntryKey> keys, List<Dependency> needed)
        throws InterruptedException, ExecutionException, TimeoutException {
      read(keys, needed);
      Set<Dependency> more = new LinkedHashSet<>();
      slots.values().forEach(slot -> more.addAll(slot.saw.keySet()));
      more.removeAll(generations.keySet());
      if (!more.isEmpty()) {
        read(List.of(), List.copyOf(more));
      }
      return new RedisLook(RedisLayer.this, used, space, cache, epoch, slots, generations, fresh);
    }

    private void read(List<EntryKey> keys, List<Dependency> needed)
        throws InterruptedException, ExecutionException, TimeoutException {
      List<String> redisKeys = new ArrayList<>(keys.size() + needed.size());
      keys.forEach(key -> redisKeys.add(names.entry(space, cache, key.text)));
      needed.forEach(name -> redisKeys.add(key(name)));
      List<KeyValue<String, byte[]>> answer = await(used.commands.mget(redisKeys.toArray(String[]::new)));
      List<Dependency> missing = new ArrayList<>();
      for (int i = 0; i < answer.size(); i++) {
        byte[] bytes = answer.get(i).getValueOrElse(null);
        Slot slot = bytes == null ? null : Slot.read(bytes);
        if (i >= keys.size()) {
          Dependency name = needed.get(i - keys.size());
          if (slot == null) {
            missing.add(name);
          } else {
            generations.put(name, slot);
          }
        } else if (slot != null) {
          slots.put(keys.get(i), slot);
        }
      }
      if (!missing.isEmpty()) {
        create(missing);
      }
    }

    private String key(Dependency name) {
      return names.generation(name.host() ? spaces.host() : space, name.name());
    }

    /** What nobody asked for before, or what was lost. */
    private void create(List<Dependency> missing) throws InterruptedException, ExecutionException, TimeoutException {
      fresh = true;
      List<RedisFuture<byte[]>> created = new ArrayList<>();
      for (Dependency name : missing) {
        byte[] value = (id('G') + " " + Slot.NOWHERE).getBytes(StandardCharsets.UTF_8);
        Object _ = used.commands.set(key(name), value, SetArgs.Builder.nx().px(GENERATIONS_MILLIS));
        created.add(used.commands.get(key(name)));
      }
      for (int i = 0; i < created.size(); i++) {
        byte[] bytes = await(created.get(i));
        Slot slot = bytes == null ? null : Slot.read(bytes);
        if (slot != null) {
          generations.put(missing.get(i), slot);
        }
      }
      checkPulse(used);
    }
  }

  private <T> T await(RedisFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
    return await(answer.toCompletableFuture());
  }

  private <T> T await(CompletableFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      // What nobody waits for any more is not sent after a reconnect.
      answer.cancel(true);
    }
  }

  // ---- filling

  @Nullable Refusal fill(Trust used, String key, String expected, byte[] value, long ttl, boolean placed) {
    if (!used.equals(trust)) {
      return Refusal.UNAVAILABLE;
    }
    try {
      Long done =
          await(
              this.<Long>run(
                  used.commands,
                  Script.FILL,
                  ScriptOutputType.INTEGER,
                  key,
                  bytes(expected),
                  value,
                  bytes(Long.toString(ttl)),
                  bytes(placed ? used.evicted : "")));
      if (done < 0) {
        checkPulse(used);
        return Refusal.LOST;
      }
      return done == 0 ? Refusal.DELETED : used.equals(trust) ? null : Refusal.UNAVAILABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Refusal.UNAVAILABLE;
    } catch (ExecutionException e) {
      if (!isOutOfMemory(e)) {
        failed(used, e);
      }
      return Refusal.UNAVAILABLE;
    } catch (TimeoutException | RuntimeException e) {
      failed(used, e);
      return Refusal.UNAVAILABLE;
    }
  }

  void touch(Trust used, String key, String expected, long ttl) {
    Object _ =
        this.<Long>run(
            used.commands, Script.TOUCH, ScriptOutputType.INTEGER, key, bytes(expected), bytes(Long.toString(ttl)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private <T> CompletableFuture<T> run(
      RedisClusterAsyncCommands<String, byte[]> commands,
      Script script,
      ScriptOutputType type,
      String key,
      byte[]... arguments) {
    String[] keys = {key};
    return commands
        .<T>evalsha(script.digest(), type, keys, arguments)
        .toCompletableFuture()
        .exceptionallyCompose(
            failure ->
                cause(failure) instanceof RedisNoScriptException
                    ? commands.<T>eval(script.text(), type, keys, arguments)
                    : CompletableFuture.failedStage(failure));
  }

  private static @Nullable Throwable cause(Throwable failure) {
    return failure instanceof CompletionException || failure instanceof ExecutionException
        ? failure.getCause()
        : failure;
  }

  private static boolean isOutOfMemory(Throwable failure) {
    return cause(failure) instanceof RedisCommandExecutionException refused
        && String.valueOf(refused.getMessage()).contains("OOM"); // scripts of older servers have more before it
  }

  // ---- dropping

  @Override
  public CompletionStage<?> send(Doomed doomed, SessionToken position) {
    Trust used;
    synchronized (this) {
      used = trust;
      if (used == null) {
        outbox.add(doomed, position);
      }
    }
    if (used == null) {
      return CompletableFuture.completedStage(null);
    }
    return drop(used.commands, doomed, position)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (_, failure) -> {
              if (failure != null) {
                unsent(doomed, position, failure);
              }
              return true;
            });
  }

  /** Whatever was trusted meanwhile has something that is to be dropped. */
  private void unsent(Doomed doomed, SessionToken position, Throwable cause) {
    boolean news;
    synchronized (this) {
      outbox.add(doomed, position);
      news = trust != null;
      breaks++;
      trust = null;
    }
    if (news) {
      LOG.warn("Caches do without Redis until it was told what to drop", cause);
      listener.redis(false);
    }
    recoverLater(pause);
  }

  /** Drops it, and tells the others when it is dropped. */
  private CompletableFuture<?> drop(
      RedisClusterAsyncCommands<String, byte[]> commands, Doomed doomed, SessionToken position) {
    List<String> keys = new ArrayList<>();
    doomed.generations().forEach(name -> keys.add(names.generation(doomed.space(), name)));
    int generations = keys.size();
    doomed.keys().forEach(key -> keys.add(names.entry(doomed.space(), doomed.cache(), key)));
    byte[] where = bytes(Slot.text(position));
    String message = bus.message(doomed, position);
    List<CompletableFuture<?>> done = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      // The nodes of a cluster do not wait for each other.
      boolean tells = !cluster && i == keys.size() - 1;
      done.add(
          dropOne(
              commands,
              keys.get(i),
              bytes(id(i < generations ? 'G' : 'T')),
              where,
              bytes(Long.toString(i < generations ? GENERATIONS_MILLIS : keep.toMillis() + longestLoad.toMillis())),
              bytes(tells ? names.channel() : ""),
              bytes(tells ? message : "")));
    }
    CompletableFuture<?> all = CompletableFuture.allOf(done.toArray(CompletableFuture[]::new));
    return cluster ? all.thenCompose(_ -> commands.publish(names.channel(), bytes(message))) : all;
  }

  private CompletableFuture<?> dropOne(
      RedisClusterAsyncCommands<String, byte[]> commands, String key, byte[]... arguments) {
    return this.<Long>run(commands, Script.DROP, ScriptOutputType.INTEGER, key, arguments)
        .exceptionallyCompose(
            failure ->
                isOutOfMemory(failure)
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

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      trust = null;
    }
    bus.close();
    connection.close();
  }
}
