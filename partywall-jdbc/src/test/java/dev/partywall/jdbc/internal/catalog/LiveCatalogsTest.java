package dev.partywall.jdbc.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.internal.pool.Pools;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.guard.SqlGuard;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Databases {@code one} and {@code two} are alike, {@code three} is not. */
@PartywallDatabases({"one", "two", "three"})
@Timeout(1200)
class LiveCatalogsTest {

  private static final DatasourceName ONE = DatasourceName.of("one");
  private static final DatasourceName TWO = DatasourceName.of("two");
  private static final DatasourceName THREE = DatasourceName.of("three");
  private static final DatasourceName ABSENT = DatasourceName.of("absent");

  private Pools pools;
  private Catalogs catalogs;

  @BeforeAll
  static void create(
      @Database("one") TestDatabase one, @Database("two") TestDatabase two, @Database("three") TestDatabase three) {
    String table = "CREATE TABLE orders (id int PRIMARY KEY, tenant_id bigint NOT NULL);";
    one.execute(
        table + "CREATE SCHEMA a; SET search_path TO a;" + table + "CREATE SCHEMA b; SET search_path TO b;" + table);
    two.execute(
        table + "CREATE SCHEMA a; SET search_path TO a;" + table + "CREATE SCHEMA b; SET search_path TO b;" + table);
    three.execute("CREATE TABLE others (id int)");
  }

  @BeforeEach
  void open(
      @Database("one") TestDatabase one, @Database("two") TestDatabase two, @Database("three") TestDatabase three) {
    String absent = one.jdbcUrl().replace("/" + one.name(), "/absent");
    pools =
        Pools.open(
            List.of(set(ONE, one.jdbcUrl()), set(TWO, two.jdbcUrl()), set(THREE, three.jdbcUrl()), set(ABSENT, absent)),
            Budget.DEFAULT);
    catalogs = Catalogs.over(pools, "tenant_id", GuardPolicy.STRICT, Catalogs.ReadListener.NONE);
  }

  private static DatasourceSet set(DatasourceName name, String url) {
    return DatasourceSet.of(name, PoolSettings.of(url, "postgres", null));
  }

  @AfterEach
  void close() {
    catalogs.close();
    pools.close();
  }

  private SqlGuard guard(DatasourceName set) throws SQLException {
    return catalogs.guard(set, Optional.empty());
  }

  private static String guarded(SqlGuard guard, String table) {
    return guard.guard("SELECT id FROM " + table, Reach.TENANT).text();
  }

  private static boolean knows(SqlGuard guard, String table) {
    try {
      return guarded(guard, table).contains("tenant_id = ?");
    } catch (StatementRefusedException e) {
      assertThat(e.reason()).isEqualTo(StatementRefusedException.Reason.UNKNOWN_RELATION);
      return false;
    }
  }

  @Test
  void aGuardIsOverTheCatalogOfItsDatabase() throws SQLException {
    assertThat(knows(guard(ONE), "orders")).isTrue();
    assertThat(knows(guard(THREE), "orders")).isFalse();
    assertThat(guard(ONE)).isSameAs(guard(ONE));
  }

  @Test
  void databasesThatAreAlikeShareAGuard() throws SQLException {
    assertThat(guard(ONE)).isSameAs(guard(TWO)).isNotSameAs(guard(THREE));
  }

  @Test
  void schemasThatAreAlikeShareAGuardAlsoAcrossDatabases() throws SQLException {
    SqlGuard a = catalogs.guard(ONE, Optional.of("a"));
    assertThat(a)
        .isSameAs(catalogs.guard(ONE, Optional.of("b")))
        .isSameAs(catalogs.guard(TWO, Optional.of("a")))
        .isNotSameAs(guard(ONE));
    assertThat(knows(a, "orders")).isTrue();
    assertThat(knows(a, "public.orders")).isFalse();
    assertThat(knows(a, "b.orders")).isFalse();
  }

  @Test
  void aSchemaThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> catalogs.guard(ONE, Optional.of("nowhere"))).hasMessageContaining("no schema 'nowhere'");
  }

  @Test
  void aNewTableIsKnownAfterARefresh(@Database("three") TestDatabase three) throws SQLException {
    SqlGuard before = guard(THREE);
    three.execute("CREATE TABLE refreshed (id int, tenant_id bigint NOT NULL)");
    assertThat(guard(THREE)).isSameAs(before);
    catalogs.refresh();
    assertThat(knows(guard(THREE), "refreshed")).isTrue();
  }

  @Test
  void aRefreshWithoutAChangeKeepsTheGuard() throws SQLException {
    SqlGuard before = guard(ONE);
    catalogs.refresh();
    assertThat(guard(ONE)).isSameAs(before);
  }

  @Test
  void aNewTableIsKnownAfterARefusalForIt(@Database("three") TestDatabase three) throws SQLException {
    SqlGuard before = guard(THREE);
    three.execute("CREATE TABLE refused (id int, tenant_id bigint NOT NULL)");
    assertThat(catalogs.isOutOfDate(THREE, Optional.empty(), before)).isTrue();
    assertThat(knows(guard(THREE), "refused")).isTrue();
    assertThat(catalogs.isOutOfDate(THREE, Optional.empty(), before)).as("somebody else read it").isTrue();
  }

  @Test
  void namesThatNobodyKnowsDoNotCauseAQuestionEach() throws SQLException {
    Asked asked = new Asked();
    KnownCatalog known = new KnownCatalog(asked);
    SqlGuard guard = known.guard();
    for (int i = 0; i < 1000; i++) {
      assertThat(known.isOutOfDate(guard)).isFalse();
    }
    // Ten, and one for each tenth of a second that passed meanwhile.
    assertThat(asked.questions).isBetween(10, 10 + 600);
    assertThat(asked.reads).isOne();
  }

  @Test
  void aFailedReadIsTriedAgain(@Database("one") TestDatabase one) throws SQLException {
    assertThatThrownBy(() -> guard(ABSENT)).hasMessageContaining("database \"absent\" does not exist");
    one.execute("CREATE DATABASE absent");
    assertThat(knows(guard(ABSENT), "orders")).isFalse();
    pools.close();
    one.execute("DROP DATABASE absent WITH (FORCE)");
  }

  @Test
  void whoComesTogetherWaitsForOneRead() throws Exception {
    List<Future<SqlGuard>> guards = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        guards.add(threads.submit(() -> guard(ONE)));
      }
    }
    SqlGuard first = guards.getFirst().get();
    for (Future<SqlGuard> guard : guards) {
      assertThat(guard.get()).isSameAs(first);
    }
  }

  @Test
  void aChangeByAnotherNodeIsSeenAfterAWhile(@Database("three") TestDatabase three) throws SQLException {
    try (Catalogs watching = watching(Duration.ofMillis(50))) {
      assertThat(knows(watching.guard(THREE, Optional.empty()), "watched")).isFalse();
      three.execute("CREATE TABLE watched (id int, tenant_id bigint NOT NULL)");
      await(() -> knows(watching.guard(THREE, Optional.empty()), "watched"));
    }
  }

  @Test
  void aTableThatBecomesATenantTableElsewhereIsOneHere(@Database("three") TestDatabase three) throws SQLException {
    three.execute("CREATE TABLE promoted (id int)");
    try (Catalogs watching = watching(Duration.ofMillis(50))) {
      assertThat(watching.guard(THREE, Optional.empty()).guard("SELECT id FROM promoted", Reach.TENANT).text())
          .isEqualTo("SELECT id FROM promoted");
      three.execute("ALTER TABLE promoted ADD tenant_id bigint NOT NULL");
      await(() -> guarded(watching.guard(THREE, Optional.empty()), "promoted").contains("tenant_id = ?"));
    }
  }

  @Test
  void aCatalogThatWasNotUsedForAWhileIsComparedBeforeItsNextUse() throws SQLException {
    Asked asked = new Asked();
    KnownCatalog known = new KnownCatalog(asked);
    known.guard();
    assertThat(known.isDue()).as("it was used").isTrue();
    int looks = 1;
    while (known.isDue()) {
      looks++;
    }
    assertThat(looks).isEqualTo(10);
    known.guard();
    assertThat(asked.questions).isOne();
    known.guard();
    assertThat(asked.questions).as("it is in use again").isOne();
    asked.fingerprint = "another";
    for (int i = 0; i < 11; i++) {
      known.isDue();
    }
    known.guard();
    assertThat(asked.reads).isEqualTo(2);
  }

  @Test
  void aCatalogThatCannotBeComparedBeforeUseIsNotUsed() throws SQLException {
    Asked asked = new Asked();
    KnownCatalog known = new KnownCatalog(asked);
    known.guard();
    known.demand();
    asked.away = true;
    assertThatThrownBy(known::guard).hasMessage("away");
    asked.away = false;
    known.guard();
    assertThat(asked.reads).isOne();
  }

  @Test
  void whatWasSeenToBeOldIsNotUsedWhileTheNewIsRead() throws SQLException {
    Asked asked = new Asked();
    KnownCatalog known = new KnownCatalog(asked);
    SqlGuard old = known.guard();
    asked.fingerprint = "another";
    asked.unreadable = true;
    assertThatThrownBy(() -> known.isOutOfDate(old)).hasMessage("unreadable");
    assertThatThrownBy(known::guard).hasMessage("unreadable");
    asked.unreadable = false;
    assertThat(known.guard()).isNotNull();
  }

  /** A database that counts how often it is asked. */
  private static final class Asked implements KnownCatalog.Source {
    private final SharedGuards guards = new SharedGuards(GuardPolicy.STRICT, _ -> {});
    private String fingerprint = "one";
    private boolean away;
    private boolean unreadable;
    private int reads;
    private int questions;

    @Override
    public KnownCatalog.Reading read() throws SQLException {
      if (unreadable) {
        throw new SQLException("unreadable");
      }
      reads++;
      return new KnownCatalog.Reading(guards.of(SharedGuardsTest.catalog(1)), fingerprint);
    }

    @Override
    public String fingerprint() throws SQLException {
      if (away) {
        throw new SQLException("away");
      }
      questions++;
      return fingerprint;
    }

    @Override
    public String fingerprint(Connection connection) throws SQLException {
      return fingerprint();
    }
  }

  private Catalogs watching(Duration every) {
    return new LiveCatalogs(pools, "tenant_id", GuardPolicy.STRICT, every, Catalogs.ReadListener.NONE);
  }

  /** What is to become true. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(Condition condition) throws SQLException {
    for (int looks = 0; !condition.holds(); looks++) {
      assertThat(looks).isLessThan(20_000);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
