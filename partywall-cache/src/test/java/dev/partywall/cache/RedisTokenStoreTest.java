package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Position;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import dev.partywall.core.consistency.TokenStoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RedisTokenStoreTest {

  private static final DatasourceName ORDERS = DatasourceName.of("orders");
  private static final SessionKey ANNA = new SessionKey("user:1:7:anna");
  private static final SessionKey BERT = new SessionKey("user:1:7:bert");
  private static final Duration KEEP = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path directory;
  private LocalRedis redis;
  private RedisTokenStore store;
  private RedisTokenStore other;

  @BeforeEach
  void start() {
    redis = LocalRedis.in(directory);
    store = storeAt(redis.url());
    other = storeAt(redis.url());
    assertThat(firstAnswer(store)).hasMessageContaining("may have lost tokens");
    assertThat(firstAnswer(other)).hasMessageContaining("may have lost tokens");
    letTimePass();
  }

  /** As if Redis had held what it holds since long ago. */
  private void letTimePass() {
    redis.<Boolean>ask(commands -> commands.hset("partywall:{0}:alive", "since", "1"));
  }

  @AfterEach
  void stop() {
    store.close();
    other.close();
    redis.close();
  }

  private static RedisTokenStore storeAt(String url) {
    return RedisTokenStore.builder(url).keep(KEEP).timeout(Duration.ofSeconds(5)).pause(Duration.ofMillis(50)).build();
  }

  @Test
  void what_one_node_stored_another_finds_at_once() {
    store.merge(ANNA, main(1, 100), KEEP);
    assertThat(other.find(ANNA)).isEqualTo(whole(main(1, 100)));
    other.merge(ANNA, SessionToken.of(ORDERS, new Position(2, 5)), KEEP);
    assertThat(store.find(ANNA)).isEqualTo(whole(main(1, 100).merge(SessionToken.of(ORDERS, new Position(2, 5)))));
    assertThat(store.find(BERT)).isEqualTo(whole(SessionToken.NONE));
  }

  @Test
  void the_later_position_stays_whatever_the_order() {
    Position inHighHalf = Position.parse("1:FFFFFFFF/10");
    store.merge(ANNA, SessionToken.of(DatasourceName.MAIN, inHighHalf), KEEP);
    store.merge(ANNA, main(1, Long.MAX_VALUE), KEEP);
    assertThat(store.find(ANNA).token().position(DatasourceName.MAIN)).isEqualTo(inHighHalf);
    store.merge(ANNA, SessionToken.of(DatasourceName.MAIN, Position.parse("1:FFFFFFFF/A")), KEEP);
    assertThat(store.find(ANNA).token().position(DatasourceName.MAIN)).isEqualTo(inHighHalf);
    store.merge(ANNA, main(2, 7), KEEP);
    assertThat(store.find(ANNA).token().position(DatasourceName.MAIN)).isEqualTo(new Position(2, 7));
    store.merge(ANNA, main(10, 1), KEEP);
    assertThat(store.find(ANNA).token().position(DatasourceName.MAIN)).isEqualTo(new Position(10, 1));
  }

  @Test
  void the_pin_that_holds_longer_stays() {
    Instant now = Instant.ofEpochMilli(1_732_260_000_000L);
    store.merge(ANNA, pin("write-1", now), KEEP);
    store.merge(ANNA, pin("write~2", now.plusMillis(2)), KEEP);
    store.merge(ANNA, pin("write-1", now.plusMillis(1)), KEEP);
    assertThat(store.find(ANNA)).isEqualTo(whole(pin("write~2", now.plusMillis(2))));
  }

  @Test
  void of_many_merges_at_once_the_maximum_stays() throws Exception {
    int count = 2_000;
    List<Long> places = new ArrayList<>();
    for (long i = 1; i <= count; i++) {
      places.add(i << 27); // over the edge of the lower half
    }
    Collections.shuffle(places, new Random(5));
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> merges = new ArrayList<>();
      for (long place : places) {
        RedisTokenStore one = merges.size() % 2 == 0 ? store : other;
        merges.add(threads.submit(() -> one.merge(ANNA, main(1, place), LONG)));
      }
      for (Future<?> merge : merges) {
        merge.get();
      }
    }
    assertThat(redis.<String>ask(commands -> commands.hget("partywall:{0}:token:" + ANNA, "main")))
        .isEqualTo(new Position(1, (long) count << 27).toString());
  }

  @Test
  void a_second_write_extends_the_life_of_a_token_and_none_shortens_it() {
    store.merge(ANNA, main(1, 1), Duration.ofMinutes(20));
    store.merge(ANNA, main(1, 2), Duration.ofMinutes(2));
    assertThat(timeToLive()).isBetween(1_000_000L, 1_200_000L);
    store.merge(ANNA, main(1, 1), Duration.ofMinutes(60));
    assertThat(timeToLive()).isBetween(3_000_000L, 3_600_000L);
  }

  private long timeToLive() {
    return redis.<Long>ask(commands -> commands.pttl("partywall:{0}:token:" + ANNA));
  }

  @Test
  void after_a_flush_all_is_unknown_until_no_lost_token_is_needed() {
    store.merge(ANNA, main(1, 100), KEEP);
    redis.<String>ask(commands -> commands.flushall());
    assertUnknown(ANNA);
    assertUnknown(BERT);
    letTimePass();
    assertThat(store.find(BERT)).isEqualTo(whole(SessionToken.NONE));
  }

  @Test
  void of_a_server_that_is_known_for_long_it_is_known_until_when_the_lost_tokens_were_written() {
    Duration keep = Duration.ofSeconds(2);
    try (RedisTokenStore known = RedisTokenStore.builder(redis.url()).keep(keep).build()) {
      while (!isKnownForLong(known)) {
        LockSupport.parkNanos(1_000_000);
      }
      long before = System.nanoTime();
      redis.<String>ask(commands -> commands.flushall());
      known.merge(ANNA, SessionToken.of(ORDERS, new Position(1, 5)), keep);
      StoredToken found = known.find(ANNA);
      assertThat(found.token()).isEqualTo(SessionToken.of(ORDERS, new Position(1, 5)));
      assertThat(found.lostBefore()).isNotNull().satisfies(at -> assertThat(at - before).isPositive());
      assertThat(known.find(BERT).lostBefore()).isEqualTo(found.lostBefore());
    }
  }

  /** Until then a loss could be that of another server. */
  private boolean isKnownForLong(RedisTokenStore known) {
    redis.<Long>ask(commands -> commands.del("partywall:{0}:alive"));
    try {
      return known.find(BERT).lostBefore() != null;
    } catch (TokenStoreUnavailableException e) {
      return false;
    }
  }

  @Test
  void a_token_from_after_a_flush_is_not_taken_for_all_that_was_written() {
    store.merge(ANNA, main(1, 100), LONG);
    redis.<String>ask(commands -> commands.flushall());
    store.merge(ANNA, SessionToken.of(ORDERS, new Position(1, 5)), KEEP);
    assertUnknown(ANNA);
  }

  @Test
  void without_redis_nothing_is_known_and_afterwards_nothing_until_no_lost_token_is_needed() {
    store.merge(ANNA, main(1, 100), KEEP);
    redis.stop();
    assertThatThrownBy(() -> store.find(ANNA)).isInstanceOf(TokenStoreUnavailableException.class);
    assertThatThrownBy(() -> store.merge(ANNA, main(1, 200), KEEP)).isInstanceOf(TokenStoreUnavailableException.class);
    redis.start();
    assertThat(firstAnswer(store)).hasMessageContaining("may have lost tokens");
    letTimePass();
    store.merge(ANNA, main(1, 300), KEEP);
    assertThat(awaited(other, ANNA)).isEqualTo(whole(main(1, 300)));
  }

  /** What is said as soon as Redis is there. */
  private static TokenStoreUnavailableException firstAnswer(RedisTokenStore store) {
    while (true) {
      try {
        StoredToken found = store.find(ANNA);
        throw new AssertionError("Found " + found + " where nothing can be known");
      } catch (TokenStoreUnavailableException e) {
        if (String.valueOf(e.getMessage()).contains("lost")) {
          return e;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new AssertionError("Redis does not come back", e);
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Test
  void a_restart_with_an_older_copy_of_the_data_is_noticed() {
    redis.<String>ask(commands -> commands.save());
    store.merge(ANNA, main(1, 100), LONG);
    redis.stop();
    redis.start();
    assertThat(redis.<Long>ask(commands -> commands.exists("partywall:{0}:alive"))).isEqualTo(1);
    assertThat(firstAnswer(store)).hasMessageContaining("may have lost tokens");
  }

  @Test
  void an_eviction_is_noticed() {
    redis.<String>ask(commands -> commands.set("big", "x".repeat(8_000_000)));
    redis.<String>ask(commands -> commands.configSet("maxmemory-policy", "allkeys-random"));
    redis.<String>ask(commands -> commands.configSet("maxmemory", "4000000"));
    assertUnknown(BERT);
  }

  @Test
  void what_is_no_token_is_unknown() {
    redis.<Boolean>ask(commands -> commands.hset("partywall:{0}:token:" + ANNA, "main", "yesterday"));
    assertThatThrownBy(() -> store.find(ANNA))
        .isInstanceOf(TokenStoreUnavailableException.class)
        .hasMessageContaining("no token");
  }

  @Test
  void a_store_is_made_where_redis_is_not_there() throws IOException {
    try (RedisTokenStore nowhere = storeAt("redis://127.0.0.1:" + LocalRedis.freePort())) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> nowhere.find(ANNA)).isInstanceOf(TokenStoreUnavailableException.class);
      }
    }
  }

  @Test
  void who_failed_is_left_alone_for_a_while() {
    try (RedisTokenStore patient = RedisTokenStore.builder(redis.url()).keep(KEEP).timeout(LONG).pause(LONG).build()) {
      awaited(patient, ANNA);
      redis.stop();
      assertThatThrownBy(() -> patient.find(ANNA)).isInstanceOf(TokenStoreUnavailableException.class);
      redis.start();
      assertThatThrownBy(() -> patient.find(ANNA)).hasMessageContaining("not asked again yet");
    }
  }

  private void assertUnknown(SessionKey key) {
    assertThatThrownBy(() -> store.find(key))
        .isInstanceOf(TokenStoreUnavailableException.class)
        .hasMessageContaining("may have lost tokens");
  }

  /** What a store finds once it is connected. */
  static StoredToken awaited(RedisTokenStore store, SessionKey key) {
    while (true) {
      try {
        return store.find(key);
      } catch (TokenStoreUnavailableException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new AssertionError("Still not known", e);
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static StoredToken whole(SessionToken token) {
    return StoredToken.whole(token);
  }

  private static SessionToken main(int timeline, long place) {
    return SessionToken.of(DatasourceName.MAIN, new Position(timeline, place));
  }

  private static SessionToken pin(String writer, Instant until) {
    return SessionToken.of(DatasourceName.MAIN, new Pin(writer, until));
  }
}
