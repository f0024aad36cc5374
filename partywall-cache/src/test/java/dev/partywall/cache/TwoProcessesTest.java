package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Change;
import dev.partywall.core.Commit;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import io.lettuce.core.KillArgs;
import io.lettuce.core.ScriptOutputType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes over one Redis, which fails. A database is a map, of which each commit is told. */
@Timeout(60)
class TwoProcessesTest {

  private static final Tenancy ACME = Tenancy.of(Tenant.of(1, "acme"));
  private static final String ENTRY = "partywall:t1:rows:1";

  @TempDir Path directory;
  private LocalRedis redis;

  private final Map<Long, String> rows = new ConcurrentHashMap<>();
  private final AtomicLong clock = new AtomicLong();
  private final Counts hereCounts = new Counts();
  private final Counts thereCounts = new Counts();
  private LayeredCaches hereAll;
  private LayeredCaches thereAll;
  private LayeredCache<Long, String> here;
  private LayeredCache<Long, String> there;

  @BeforeEach
  void start() {
    redis = LocalRedis.in(directory);
    hereAll = process(hereCounts);
    thereAll = process(thereCounts);
    here = hereAll.cache(settings());
    there = thereAll.cache(settings());
    write("first");
    ACME.run(() -> here.get(1L, this::read));
    ACME.run(() -> there.get(1L, this::read));
    write("old");
  }

  private LayeredCaches process(Counts counts) {
    LayeredCaches caches =
        LayeredCaches.builder()
            .redis(redis.url())
            .timeout(Duration.ofMillis(500))
            .pause(Duration.ofMillis(50))
            .ticker(() -> System.nanoTime() + clock.get())
            .listener(counts)
            .build();
    TwoLayersTest.await(caches::isWhole);
    return caches;
  }

  private static CacheSettings<Long, String> settings() {
    return CacheSettings.of("rows", Long.class, String.class).withProcess(Lifetime.of(Duration.ofMinutes(10)));
  }

  @AfterEach
  void stop() {
    hereAll.close();
    thereAll.close();
    redis.close();
  }

  private String read(long id) {
    LayeredCacheTest.noteRead("rows");
    return rows.get(id);
  }

  /** A commit by the first process. */
  private void write(String value) {
    rows.put(1L, value);
    hereAll.changed(List.of(new Change(ACME, LayeredCacheTest.MAIN, Set.of("rows"), Set.of())), Commit.ON_ONE_NODE);
  }

  private String get(LayeredCache<Long, String> cache) {
    return ACME.call(() -> cache.get(1L, this::read));
  }

  private void awaitWhole() {
    TwoLayersTest.await(() -> hereAll.isWhole() && thereAll.isWhole());
  }

  @Test
  void what_one_process_loaded_the_other_one_finds() {
    assertThat(get(here)).isEqualTo("old");
    rows.put(1L, "nobody was told");
    assertThat(get(there)).isEqualTo("old");
    assertThat(thereCounts.of("hit REDIS")).isPositive();
    assertThat(get(there)).isEqualTo("old");
    assertThat(thereCounts.of("hit PROCESS")).isPositive();
  }

  @Test
  void a_commit_in_one_process_drops_what_the_other_one_has_in_memory() {
    get(here);
    get(there);
    get(there);
    write("new");
    assertThat(get(here)).isEqualTo("new");
    TwoLayersTest.await(() -> get(there).equals("new"));
  }

  @Test
  void a_delete_in_one_process_drops_what_the_other_one_has_in_memory() {
    get(here);
    get(there);
    get(there);
    rows.put(1L, "new");
    ACME.run(() -> here.delete(1L));
    assertThat(get(here)).isEqualTo("new");
    TwoLayersTest.await(() -> get(there).equals("new"));
  }

  @Test
  void a_clear_in_one_process_drops_what_the_other_one_has_in_memory() {
    get(here);
    get(there);
    rows.put(1L, "new");
    hereAll.clear(ACME);
    TwoLayersTest.await(() -> get(there).equals("new"));
  }

  /** In process B the message comes before anything else can: what is shared is gone by then. */
  @Test
  void W21_who_hears_of_a_delete_does_not_find_the_old_entry_in_redis() {
    get(here);
    get(there);
    for (int i = 0; i < 50; i++) {
      String value = "value " + i;
      write(value);
      TwoLayersTest.await(() -> get(there).equals(value));
      assertThat(get(there)).isEqualTo(value);
      assertThat(get(here)).isEqualTo(value);
    }
  }

  @Test
  void W22_an_entry_does_not_outlive_its_time_in_memory_even_if_the_message_was_lost() {
    get(here);
    get(there);
    rows.put(1L, "new");
    dropUnheard();
    assertThat(get(there)).isEqualTo("old");
    clock.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(get(there)).isEqualTo("new");
  }

  /** As a drop by another process would, of which no message arrives. */
  private void dropUnheard() {
    redis.<Long>ask(
        commands ->
            commands.eval(
                Script.DROP.text(), ScriptOutputType.INTEGER, new String[] {ENTRY}, "T.x", "-", "60000", "", ""));
  }

  @Test
  void W22_a_gap_in_what_is_heard_drops_the_memory() {
    get(here);
    get(there);
    rows.put(1L, "new");
    say("x 1 - ");
    dropUnheard();
    say("x 3 - ");
    TwoLayersTest.await(() -> get(there).equals("new"));
    TwoLayersTest.await(() -> get(here).equals("new"));
  }

  private void say(String message) {
    redis.<Long>ask(commands -> commands.publish("partywall:cache-bus", message));
  }

  @Test
  void W22_a_break_drops_the_memory() {
    get(here);
    get(there);
    int before = thereCounts.of("dropped");
    rows.put(1L, "new");
    dropUnheard();
    redis.<Long>ask(commands -> commands.clientKill(KillArgs.Builder.typePubsub()));
    TwoLayersTest.await(() -> thereCounts.of("dropped") >= before + 2);
    TwoLayersTest.await(() -> get(there).equals("new"));
  }

  @Test
  void without_redis_loads_go_to_the_database_and_nothing_hangs() {
    get(here);
    redis.stop();
    TwoLayersTest.await(() -> !hereAll.isWhole() && !thereAll.isWhole());
    rows.put(1L, "unnoticed");
    TwoLayersTest.await(() -> get(here).equals("unnoticed"));
    write("new");
    assertThat(get(here)).isEqualTo("new");
    assertThat(get(there)).isEqualTo("new");
    ACME.run(() -> here.delete(1L));
    ACME.run(here::clear);
    ACME.run(() -> here.put(1L, "x"));
    assertThat(get(here)).isEqualTo("new");
    redis.start();
    awaitWhole();
    assertThat(get(here)).isEqualTo("new");
    assertThat(get(there)).isEqualTo("new");
  }

  @Test
  void what_could_not_be_dropped_is_dropped_before_this_process_reads_from_redis_again() {
    get(here);
    get(there);
    // Redis is there and has the old entry, but does not answer.
    redis.<String>ask(commands -> commands.clientPause(700));
    write("new");
    assertThat(hereAll.isWhole()).isFalse();
    assertThat(get(here)).isEqualTo("new");
    awaitWhole();
    rows.put(1L, "unnoticed");
    assertThat(get(here)).isIn("new", "unnoticed").isNotEqualTo("old");
    TwoLayersTest.await(() -> !get(there).equals("old"));
  }

  @Test
  void a_restart_with_an_older_copy_of_the_data_brings_no_entry_back() {
    assertThat(get(here)).isEqualTo("old");
    redis.<String>ask(commands -> commands.save());
    write("new");
    redis.stop();
    redis.start();
    awaitWhole();
    assertThat(redis.<String>ask(commands -> commands.get(ENTRY))).contains("old");
    assertThat(get(there)).isEqualTo("new");
    assertThat(get(here)).isEqualTo("new");
  }

  @Test
  void after_a_flush_entries_are_loaded_and_kept_again() {
    get(here);
    redis.<String>ask(commands -> commands.flushall());
    write("new");
    TwoLayersTest.await(() -> get(there).equals("new"));
    TwoLayersTest.await(
        () -> {
          get(there);
          return redis.<String>ask(commands -> commands.get(ENTRY)) != null;
        });
  }

  @Test
  void a_full_redis_takes_deletes_and_no_entries() {
    assertThat(get(here)).isEqualTo("old");
    assertThat(get(there)).isEqualTo("old");
    redis.<String>ask(commands -> commands.configSet("maxmemory-policy", "noeviction"));
    redis.<String>ask(commands -> commands.configSet("maxmemory", "1"));
    for (int i = 0; i < 3; i++) {
      String value = "value " + i;
      write(value);
      assertThat(get(here)).isEqualTo(value);
      TwoLayersTest.await(() -> get(there).equals(value));
      ACME.run(() -> here.delete(1L));
      assertThat(get(here)).isEqualTo(value);
    }
    redis.<String>ask(commands -> commands.configSet("maxmemory", "0"));
    awaitWhole();
    write("new");
    TwoLayersTest.await(() -> get(there).equals("new"));
    assertThat(get(here)).isEqualTo("new");
  }

  @Test
  void W18_what_another_process_read_before_a_commit_is_not_shared_after_it() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<String> late =
          threads.submit(
              () ->
                  ACME.call(
                      () ->
                          there.get(
                              1L,
                              id -> {
                                String before = read(id);
                                read.countDown();
                                LayeredCacheTest.awaiting(go);
                                return before;
                              })));
      read.await();
      write("new");
      go.countDown();
      assertThat(late.get()).isEqualTo("old");
    }
    assertThat(get(here)).isEqualTo("new");
    TwoLayersTest.await(() -> get(there).equals("new"));
  }

  @Test
  void W18_a_fill_needs_its_lease_also_where_the_delete_is_forgotten_again() throws Exception {
    String key = ENTRY.replace(":1", ":2").replace("t2", "t1");
    rows.put(2L, "old");
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<String> late =
          threads.submit(
              () ->
                  ACME.call(
                      () ->
                          there.get(
                              2L,
                              id -> {
                                String before = read(id);
                                read.countDown();
                                LayeredCacheTest.awaiting(go);
                                return before;
                              })));
      read.await();
      assertThat(redis.<String>ask(commands -> commands.get(key))).startsWith("L.");
      rows.put(2L, "new");
      redis.<Long>ask(commands -> commands.del(key));
      go.countDown();
      late.get();
      assertThat(thereCounts.of("refused DELETED")).isPositive();
    }
    assertThat(ACME.call(() -> here.get(2L, this::read))).isEqualTo("new");
  }

  @Test
  void W17_an_entry_that_is_used_all_the_time_ends_at_its_maximum() {
    Lifetime sliding = Lifetime.sliding(Duration.ofSeconds(10), Duration.ofSeconds(25));
    LayeredCache<Long, String> sessions =
        hereAll.cache(
            CacheSettings.of("sliding", Long.class, String.class).withMode(CacheMode.PROCESS).withProcess(sliding));
    Function<Long, String> loader = _ -> "value " + clock.get();
    String first = ACME.call(() -> sessions.get(1L, loader));
    for (int second = 0; second < 24; second += 4) {
      assertThat(ACME.call(() -> sessions.get(1L, loader))).isEqualTo(first);
      clock.addAndGet(Duration.ofSeconds(4).toNanos());
    }
    clock.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(ACME.call(() -> sessions.get(1L, loader))).isNotEqualTo(first);
  }

  @Test
  void W17_an_entry_in_redis_that_is_used_all_the_time_ends_at_its_maximum() {
    Lifetime sliding = Lifetime.sliding(Duration.ofSeconds(60), Duration.ofSeconds(100));
    CacheSettings<Long, String> settings = CacheSettings.of("sliding", Long.class, String.class).withRedis(sliding);
    ACME.run(() -> hereAll.cache(settings).get(1L, _ -> "value"));
    String key = "partywall:t1:sliding:1";
    redis.<Boolean>ask(commands -> commands.pexpire(key, 5_000));
    assertThat(ACME.call(() -> thereAll.cache(settings).get(1L))).isEqualTo("value");
    TwoLayersTest.await(() -> redis.<Long>ask(commands -> commands.pttl(key)) > 50_000);
    // As if it had been stored long ago.
    redis.<String>ask(
        commands -> {
          String[] words = commands.get(key).split(" ", 6);
          words[4] = Long.toString(System.currentTimeMillis() - 90_000);
          return commands.set(key, String.join(" ", words), io.lettuce.core.SetArgs.Builder.keepttl());
        });
    Counts counts = new Counts();
    try (LayeredCaches third = process(counts)) {
      assertThat(ACME.call(() -> third.cache(settings).get(1L))).isEqualTo("value");
      TwoLayersTest.await(() -> redis.<Long>ask(commands -> commands.pttl(key)) < 10_001);
    }
  }

  @Test
  void entries_are_loaded_anew_in_the_background_before_they_end() {
    LayeredCache<Long, String> hot =
        hereAll.cache(
            CacheSettings.of("hot", Long.class, String.class)
                .withProcess(Lifetime.of(Duration.ofHours(1)))
                .withRefresh(0.5));
    rows.put(1L, "one");
    assertThat(get(hot)).isEqualTo("one");
    assertThat(get(hot)).isEqualTo("one");
    rows.put(1L, "two");
    clock.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThat(get(hot)).isEqualTo("one");
    clock.addAndGet(Duration.ofMinutes(10).toNanos());
    TwoLayersTest.await(() -> get(hot).equals("two"));
  }

  @Test
  void no_key_is_searched_for_and_a_hit_in_redis_is_one_command() {
    get(here);
    redis.<String>ask(commands -> commands.configResetstat());
    get(there);
    String stats = redis.ask(commands -> commands.info("commandstats"));
    assertThat(stats).contains("cmdstat_mget:calls=1,").doesNotContain("cmdstat_keys").doesNotContain("cmdstat_scan");
    assertThat(stats).doesNotContain("cmdstat_get:").doesNotContain("cmdstat_set:");
  }
}
