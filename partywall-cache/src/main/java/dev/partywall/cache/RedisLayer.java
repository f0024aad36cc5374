package dev.partywall.cache;

import dev.partywall.cache.CacheListener.Refusal;
import dev.partywall.core.SessionToken;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
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

  /** How long a generation lives after its last change; what depends on it ends with it. */
  static final long GENERATIONS_MILLIS = Duration.ofDays(2).toMillis();

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
  private final RedisCalls calls;
  private final RedisDrops drops;
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
      RedisAddress address, String prefix, Duration timeout, Duration pause, Duration keep, Duration longestLoad) {}

  RedisLayer(Settings settings, Spaces spaces, ScheduledExecutorService timer, CacheListener listener, Bus.Ear ear) {
    this.names = new RedisNames(settings.prefix());
    this.cluster = settings.address().cluster();
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
            settings.address(),
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE),
            () -> broken("a connection was lost"));
    this.bus = new Bus(settings.address(), names.channel(), ids.process(), ear);
    this.calls = new RedisCalls(timeout);
    this.drops = new RedisDrops(connection, names, cluster, bus, ids, keep.toMillis() + longestLoad.toMillis());
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
        Object _ = drops.drop(commands, each.getKey(), each.getValue()).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
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
      calls.await(commands.del(key));
    }
  }

  /** Which memory Redis has. */
  private Trust pulse(RedisClusterAsyncCommands<String, byte[]> commands)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> lives = new TreeSet<>();
    String evicted = "";
    long youngest = Long.MAX_VALUE;
    for (String key : connection.keyOnEach(names.pulse())) {
      List<Object> answer =
          calls.await(RedisCalls.<List<Object>>run(commands, Script.PULSE, ScriptOutputType.MULTI, key));
      String evictedHere = RedisCalls.text(answer.get(1));
      lives.add(
          RedisCalls.text(answer.get(0)) + "/" + RedisCalls.text(answer.get(2)) + (cluster ? "/" + evictedHere : ""));
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

  /** Once a second, whatever happens. */
  private void tick() {
    try {
      Trust now = trust;
      if (now == null) {
        recover();
      } else {
        Thread _ = Thread.ofVirtual().name("partywall-cache-pulse").start(() -> checkPulse(now));
        bus.beat(now.commands, names.channel());
      }
      bus.check();
    } catch (RuntimeException e) {
      LOG.debug("Not told and not heard this second", e);
    }
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
      Look look =
          new RedisReading(this, calls, used, space, spaces.host(), cache).look(epoch, List.copyOf(keys), needed);
      return used.equals(trust) ? look : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      failed(used, e);
      return null;
    }
  }

  // ---- filling

  @Nullable Refusal fill(Trust used, String key, String expected, byte[] value, long ttl, boolean placed) {
    if (!used.equals(trust)) {
      return Refusal.UNAVAILABLE;
    }
    try {
      Long done =
          calls.await(
              RedisCalls.<Long>run(
                  used.commands,
                  Script.FILL,
                  ScriptOutputType.INTEGER,
                  key,
                  RedisCalls.bytes(expected),
                  value,
                  RedisCalls.bytes(Long.toString(ttl)),
                  RedisCalls.bytes(placed ? used.evicted : "")));
      if (done < 0) {
        checkPulse(used);
        return Refusal.LOST;
      }
      return done == 0 ? Refusal.DELETED : used.equals(trust) ? null : Refusal.UNAVAILABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Refusal.UNAVAILABLE;
    } catch (ExecutionException e) {
      if (!RedisCalls.isOutOfMemory(e)) {
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
        RedisCalls.<Long>run(
            used.commands,
            Script.TOUCH,
            ScriptOutputType.INTEGER,
            key,
            RedisCalls.bytes(expected),
            RedisCalls.bytes(Long.toString(ttl)));
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
    return drops
        .drop(used.commands, doomed, position)
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
