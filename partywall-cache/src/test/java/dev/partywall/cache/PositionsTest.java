package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Change;
import dev.partywall.core.Commit;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Position;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import dev.partywall.core.consistency.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds where readers are behind their writer: with one layer, and with two. */
@Timeout(60)
abstract class PositionsTest {

  static final DatasourceName MAIN = DatasourceName.MAIN;
  static final Tenant ACME = Tenant.of(1, "acme");
  static final Tenancy TENANCY = Tenancy.of(ACME);

  final Counts counts = new Counts();
  final Sessions sessions = new Sessions(null, Duration.ofSeconds(30), false);
  LayeredCaches caches;
  LayeredCache<Long, String> cache;

  abstract LayeredCaches.Builder builder();

  void ready(LayeredCaches caches) {}

  @BeforeEach
  void open() {
    caches = builder().listener(counts).build();
    caches.use(sessions);
    ready(caches);
    cache = caches.cache(CacheSettings.of("rows", Long.class, String.class));
    TENANCY.run(() -> cache.get(0L, reading("warm", 1))); // it is known what entries depend on
    TENANCY.run(() -> cache.get(0L, reading("warm", 1)));
    counts.reset();
  }

  @AfterEach
  void close() {
    caches.close();
  }

  static Position at(long place) {
    return new Position(1, place);
  }

  /** A load from a node that is so far. */
  static Function<Long, String> reading(String value, long place) {
    return reading(value, at(place));
  }

  static Function<Long, String> reading(String value, Position place) {
    return _ -> {
      Scope.current().reads().read(new ReadStamp(Map.of(MAIN, Optional.of(place)), Set.of("rows"), Set.of()));
      return value;
    };
  }

  static Function<Long, String> never() {
    return _ -> {
      throw new AssertionError("It was to be found in the cache");
    };
  }

  static Commit commit(SessionToken token) {
    return new Commit(Map.of(MAIN, CompletableFuture.completedFuture(token)));
  }

  static Change change(String table) {
    return new Change(TENANCY, MAIN, Set.of(table), Set.of());
  }

  void changed(long place) {
    caches.changed(List.of(change("rows")), commit(SessionToken.of(MAIN, at(place)))).toCompletableFuture().join();
  }

  static Scope session(String user) {
    return Scope.empty().with(new TenantSession(user, ACME.id())).with(TENANCY);
  }

  @Test
  void what_a_reader_shows_that_has_not_replayed_the_last_change_is_not_kept() {
    TENANCY.run(() -> assertThat(cache.get(1L, reading("old", 10))).isEqualTo("old"));
    TENANCY.run(() -> assertThat(cache.get(1L, never())).isEqualTo("old"));
    changed(20);
    TENANCY.run(() -> assertThat(cache.get(1L, reading("old", 19))).isEqualTo("old"));
    assertThat(counts.of("refused OLDER")).isEqualTo(1);
    TENANCY.run(() -> assertThat(cache.get(1L, reading("new", 20))).isEqualTo("new"));
    TENANCY.run(() -> assertThat(cache.get(1L, never())).isEqualTo("new"));
  }

  @Test
  void what_a_reader_shows_that_has_not_replayed_a_delete_is_not_kept() {
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    Scope writer = session("ann");
    sessions.wrote(writer, MAIN, CompletableFuture.completedFuture(SessionToken.of(MAIN, at(20))));
    writer.run(() -> cache.delete(1L));
    TENANCY.run(() -> assertThat(cache.get(1L, reading("old", 19))).isEqualTo("old"));
    TENANCY.run(() -> assertThat(cache.find(1L)).isNull());
    TENANCY.run(() -> assertThat(cache.get(1L, reading("new", 21))).isEqualTo("new"));
    TENANCY.run(() -> assertThat(cache.get(1L, never())).isEqualTo("new"));
  }

  @Test
  void a_position_of_a_later_timeline_is_later() {
    changed(20);
    TENANCY.run(() -> cache.get(1L, reading("promoted", new Position(2, 5))));
    TENANCY.run(() -> assertThat(cache.get(1L, never())).isEqualTo("promoted"));
  }

  @Test
  void nothing_is_kept_and_nothing_shared_is_used_while_the_place_of_a_commit_is_unknown() {
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    CompletableFuture<SessionToken> place = new CompletableFuture<>();
    CompletionStage<?> done = caches.changed(List.of(change("rows")), new Commit(Map.of(MAIN, place)));
    assertThat(done.toCompletableFuture()).isNotDone();
    TENANCY.run(() -> assertThat(cache.get(1L, reading("old", 10))).isEqualTo("old"));
    TENANCY.run(() -> assertThat(cache.get(1L, reading("new", 30))).isEqualTo("new"));
    assertThat(counts.of("refused PENDING")).isEqualTo(2);
    place.complete(SessionToken.of(MAIN, at(20)));
    done.toCompletableFuture().join();
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    TENANCY.run(() -> assertThat(cache.get(1L, reading("new", 20))).isEqualTo("new"));
    TENANCY.run(() -> assertThat(cache.get(1L, never())).isEqualTo("new"));
  }

  @Test
  void W11_a_session_is_not_served_what_is_older_than_its_last_write_and_others_are() {
    changed(5);
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    Scope writer = session("ann");
    sessions.wrote(writer, MAIN, CompletableFuture.completedFuture(SessionToken.of(MAIN, at(20))));
    session("bob").run(() -> assertThat(cache.get(1L, never())).isEqualTo("old"));
    session("ann").run(() -> assertThat(cache.find(1L)).isNull());
    assertThat(counts.of("bypassed BEHIND")).isPositive();
    session("ann").run(() -> assertThat(cache.get(1L, reading("own", 20))).isEqualTo("own"));
    session("ann").run(() -> assertThat(cache.get(1L, never())).isEqualTo("own"));
    session("bob").run(() -> assertThat(cache.get(1L, never())).isEqualTo("own"));
  }

  @Test
  void a_session_whose_write_is_outstanding_is_not_served() {
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    CompletableFuture<SessionToken> place = new CompletableFuture<>();
    sessions.wrote(session("ann"), MAIN, place);
    session("ann").run(() -> assertThat(cache.get(1L, reading("own", 20))).isEqualTo("own"));
    assertThat(counts.of("bypassed OUTSTANDING")).isPositive();
    place.complete(SessionToken.of(MAIN, at(20)));
  }

  @Test
  void a_session_that_keeps_to_its_writer_is_not_served() {
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    Pin pin = new Pin("write-1", Instant.now().plusSeconds(60));
    sessions.wrote(session("ann"), MAIN, CompletableFuture.completedFuture(SessionToken.of(MAIN, pin)));
    session("ann").run(() -> assertThat(cache.get(1L, reading("own", 20))).isEqualTo("own"));
    assertThat(counts.of("bypassed PINNED")).isPositive();
  }

  @Test
  void sessions_that_must_not_go_back_in_time_read_from_the_database() {
    caches.use(new Sessions(null, Duration.ofSeconds(30), true));
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    session("bob").run(() -> assertThat(cache.get(1L, reading("now", 11))).isEqualTo("now"));
    assertThat(counts.of("bypassed MONOTONIC")).isPositive();
  }

  @Test
  void where_nobody_can_say_what_sessions_wrote_nothing_is_served() {
    caches.use(sessions);
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    try (LayeredCaches unknowing = LayeredCaches.builder().listener(counts).build()) {
      LayeredCache<Long, String> other = unknowing.cache(CacheSettings.of("rows", Long.class, String.class));
      TENANCY.run(() -> other.get(1L, reading("a", 10)));
      TENANCY.run(() -> assertThat(other.get(1L, reading("b", 10))).isEqualTo("b"));
    }
  }

  @Test
  void what_another_thread_loads_is_not_for_a_session_that_wrote_later() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Scope ann = session("ann");
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<String> slow =
          threads.submit(
              () ->
                  TENANCY.call(
                      () ->
                          cache.get(
                              1L,
                              key -> {
                                String old = reading("old", 10).apply(key);
                                read.countDown();
                                LayeredCacheTest.awaiting(go);
                                return old;
                              })));
      read.await();
      sessions.wrote(ann, MAIN, CompletableFuture.completedFuture(SessionToken.of(MAIN, at(20))));
      try (ExecutorService others = Executors.newSingleThreadExecutor()) {
        Future<String> own = others.submit(() -> session("ann").call(() -> cache.get(1L, reading("own", 20))));
        go.countDown();
        assertThat(own.get()).isEqualTo("own");
      }
      assertThat(slow.get()).isEqualTo("old");
    }
  }

  @Test
  void a_put_is_as_new_as_the_last_write_of_its_session() {
    Scope writer = session("ann");
    sessions.wrote(writer, MAIN, CompletableFuture.completedFuture(SessionToken.of(MAIN, at(20))));
    writer.run(() -> cache.put(1L, "put"));
    session("ann").run(() -> assertThat(cache.get(1L)).isEqualTo("put"));
    session("bob").run(() -> assertThat(cache.get(1L)).isEqualTo("put"));
    sessions.wrote(session("bob"), MAIN, CompletableFuture.completedFuture(SessionToken.of(MAIN, at(30))));
    session("bob").run(() -> assertThat(cache.get(1L)).isNull());
    changed(40);
    session("ann").run(() -> assertThat(cache.get(1L)).isNull());
  }

  @Test
  void where_nobody_can_say_where_a_commit_is_it_is_dropped_again_when_all_nodes_have_it() {
    TENANCY.run(() -> cache.get(1L, reading("old", 10)));
    try (LayeredCaches quick = builder().listener(counts).keep(Duration.ofMillis(50)).build()) {
      quick.use(sessions);
      ready(quick);
      LayeredCache<Long, String> other = quick.cache(CacheSettings.of("rows", Long.class, String.class));
      quick.changed(List.of(change("rows")), commit(SessionToken.NONE)).toCompletableFuture().join();
      TENANCY.run(() -> other.get(1L, reading("behind", 10)));
      TwoLayersTest.await(() -> TENANCY.call(() -> other.find(1L)) == null);
    }
  }

  @Test
  void deletes_are_done_again_where_that_is_asked_for() {
    LayeredCache<Long, String> twice =
        caches.cache(CacheSettings.of("twice", Long.class, String.class).withDoubleDelete(Duration.ofMillis(50)));
    Function<Long, String> unplaced =
        _ -> {
          Scope.current().reads().read(new ReadStamp(Map.of(MAIN, Optional.empty()), Set.of(), Set.of()));
          return "old, from a node that is behind";
        };
    TENANCY.run(() -> twice.delete(1L));
    TENANCY.run(() -> twice.get(1L, unplaced));
    TwoLayersTest.await(() -> TENANCY.call(() -> twice.find(1L)) == null);
  }

  @Test
  void a_queue_of_the_applications_own_does_deletes_again() {
    CompletableFuture<String> queued = new CompletableFuture<>();
    try (LayeredCaches own = builder().delayedDeletes((text, _) -> queued.complete(text)).build()) {
      own.use(sessions);
      ready(own);
      LayeredCache<String, String> twice =
          own.cache(CacheSettings.of("twice", String.class, String.class).withDoubleDelete(Duration.ofSeconds(3)));
      TENANCY.run(() -> twice.delete("a key, = with % all"));
      TENANCY.run(() -> twice.put("other", "stays"));
      TENANCY.run(() -> twice.get("a key, = with % all", _ -> "old"));
      own.again(queued.join());
      TENANCY.run(() -> assertThat(twice.find("a key, = with % all")).isNull());
      TENANCY.run(() -> assertThat(twice.find("other")).isNotNull());
    }
  }
}
