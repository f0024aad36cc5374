package dev.partywall.cache;

import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.core.consistency.TokenStoreUnavailableException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tokens of sessions in Redis: a server, a master behind sentinels, or a cluster.
 *
 * <p>Redis may lose what it holds: it is flushed, restarted, replaced by a replica that lacks the last writes, or full.
 * Each script notices that. After a flush or an eviction it is known before which time the lost tokens were written;
 * after a change of the server all tokens count as unknown for as long as a lost one would be needed. Where Redis does
 * not answer in time they do, too, and for a moment nobody asks it again, so that not each request waits.
 */
public final class RedisTokenStore implements TokenStore, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisTokenStore.class);

  /** So many parts of a cluster notice a loss for themselves. */
  private static final int GROUPS_IN_CLUSTER = 64;

  private final RedisConnection<String> connection;
  private final TokenKeys keys;
  private final Duration timeout;
  private final Breaker breaker;
  private final AtomicLong keepMillis;
  private final Map<String, Life> lives = new ConcurrentHashMap<>();

  /**
   * For how long a part of Redis has lost nothing, by this process' clock.
   *
   * @param server which server answered
   * @param since since when it lost nothing, by its own clock
   * @param serverSeenAt when that server was seen first, as {@link System#nanoTime}
   * @param seenAt when it was seen first that nothing was lost since then: what is lost was lost before
   */
  private record Life(String server, String since, long serverSeenAt, long seenAt) {

    static Life of(List<Object> answer) {
      long now = System.nanoTime();
      return new Life(String.valueOf(answer.get(1)), String.valueOf(answer.get(2)), now, now);
    }

    Life followedBy(Life later) {
      if (!server.equals(later.server)) {
        return later;
      }
      return since.equals(later.since) ? this : new Life(server, later.since, serverSeenAt, later.seenAt);
    }
  }

  private RedisTokenStore(Builder builder) {
    this.connection = new RedisConnection<>(builder.address, StringCodec.UTF8, () -> {});
    this.keys = new TokenKeys(builder.prefix, builder.address.cluster() ? GROUPS_IN_CLUSTER : 1);
    this.timeout = builder.timeout;
    this.breaker = new Breaker(builder.pause);
    this.keepMillis = new AtomicLong(builder.keep.toMillis());
    Object _ = connection.commands(); // begins to connect
  }

  /**
   * A builder of a store on a server.
   *
   * @throws IllegalArgumentException if it is no URL of Redis
   */
  public static Builder builder(String url) {
    return builder(RedisAddress.of(url));
  }

  /** A builder of a store. */
  public static Builder builder(RedisAddress address) {
    return new Builder(address);
  }

  @Override
  public StoredToken find(SessionKey key) {
    List<Object> answer = run(Script.FIND, key, List.of());
    Duration age = Duration.ofMillis((Long) answer.getFirst());
    Duration keep = Duration.ofMillis(keepMillis.get());
    Life life = lives.merge(keys.group(key), Life.of(answer), Life::followedBy);
    Long lostBefore = null;
    if (age.compareTo(keep) < 0) {
      // A flush loses what was there. Another server may lack what a former one still takes.
      if (System.nanoTime() - life.serverSeenAt() < keep.toNanos()) {
        throw new TokenStoreUnavailableException(
            "Redis may have lost tokens: it knows of none from more than "
                + age.toMillis()
                + " ms ago, and they are needed for "
                + keep.toMillis()
                + " ms");
      }
      lostBefore = life.seenAt();
    }
    try {
      return new StoredToken(TokenFields.read(answer.stream().skip(3).map(String::valueOf).toList()), lostBefore);
    } catch (IllegalArgumentException e) {
      throw new TokenStoreUnavailableException("What Redis holds under " + keys.of(key)[1] + " is no token", e);
    }
  }

  @Override
  public void merge(SessionKey key, SessionToken written, Duration keep) {
    if (written.isEmpty()) {
      return;
    }
    long millis = Math.max(1, keep.toMillis());
    keepMillis.accumulateAndGet(millis, Math::max);
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(millis));
    arguments.addAll(TokenFields.of(written));
    List<Object> _ = run(Script.MERGE, key, arguments);
  }

  private List<Object> run(Script script, SessionKey key, List<String> arguments) {
    breaker.pass();
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      List<Object> answer = run(script, keys.of(key), arguments.toArray(String[]::new), deadline);
      if (breaker.succeeded()) {
        LOG.info("Redis answers again; it is asked for what sessions wrote");
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokenStoreUnavailableException("Interrupted while waiting for Redis", e);
    } catch (TimeoutException e) {
      throw failed("Redis does not answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw failed("Redis cannot be asked", e);
    } catch (RuntimeException e) {
      throw failed("Redis cannot be asked", e);
    }
  }

  private List<Object> run(Script script, String[] keys, String[] arguments, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    RedisClusterAsyncCommands<String, String> commands =
        connection.commands().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    try {
      return await(commands.evalsha(script.digest(), ScriptOutputType.MULTI, keys, arguments), deadline);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisNoScriptException) {
        return await(commands.eval(script.text(), ScriptOutputType.MULTI, keys, arguments), deadline);
      }
      throw e;
    }
  }

  private static List<Object> await(RedisFuture<List<Object>> answer, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } finally {
      // What nobody waits for any more is not sent after a reconnect.
      answer.cancel(true);
    }
  }

  private TokenStoreUnavailableException failed(String what, Exception cause) {
    String text = what + "; it is not asked for the next " + breaker.pause().toMillis() + " ms";
    if (breaker.failed()) {
      LOG.warn("{}. What sessions wrote is not known meanwhile, so the writers serve them", text, cause);
    }
    return new TokenStoreUnavailableException(text, cause);
  }

  /** Closes the connection. */
  @Override
  public void close() {
    connection.close();
  }

  /** Builds a {@link RedisTokenStore}. */
  public static final class Builder {
    private final RedisAddress address;
    private String prefix = "partywall";
    private Duration timeout = Duration.ofMillis(100);
    private Duration pause = Duration.ofMillis(500);
    private Duration keep = Duration.ofSeconds(30);

    private Builder(RedisAddress address) {
      this.address = address;
    }

    /** With what the names of all keys begin; {@code partywall} unless set. */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /** How long an answer is waited for; 100 ms unless set. */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** For how long Redis is not asked after it did not answer; 500 ms unless set. */
    public Builder pause(Duration pause) {
      this.pause = pause;
      return this;
    }

    /**
     * For how long tokens are needed at least, and so for how long a loss matters; 30 s unless set. A longer time given
     * with a token counts instead.
     */
    public Builder keep(Duration keep) {
      this.keep = keep;
      return this;
    }

    /** The store. It connects in the background; also where Redis is not there yet. */
    public RedisTokenStore build() {
      return new RedisTokenStore(this);
    }
  }
}
