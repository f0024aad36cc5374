package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Change;
import dev.partywall.core.Commit;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.KeyedWrites;
import dev.partywall.core.ReadLog;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.Work;
import dev.partywall.jdbc.ChangeRecorder;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the door tells those who keep copies of rows. */
@PartywallDatabases
class ChangesTest {

  private static final String TABLES =
      """
      drop table if exists line, invoice, rate, event, stamped, noisy, called cascade;
      create table invoice (tenant_id bigint not null, id int, total int, primary key (tenant_id, id));
      create table line (tenant_id bigint not null, id int, invoice_id int, primary key (tenant_id, id),
        foreign key (tenant_id, invoice_id) references invoice on delete cascade);
      create table rate (id int primary key, percent int);
      create table event (tenant_id bigint not null, id int, at int) partition by range (at);
      create table event_2026 partition of event for values from (0) to (10);
      create view big_invoice as select tenant_id, id, total from invoice where total > 100;
      create table stamped (tenant_id bigint not null, id int, updated_at timestamptz, primary key (tenant_id, id));
      create or replace function stamp() returns trigger language plpgsql as $$
        begin
          -- does not update anything else
          if tg_op = 'UPDATE' then new.updated_at := date_trunc('hour', now()); end if;
          return new;
        end $$;
      create trigger stamp before insert or update on stamped for each row execute function stamp();
      create table noisy (tenant_id bigint not null, id int, primary key (tenant_id, id));
      create or replace function shout() returns trigger language plpgsql as $$
        begin insert into invoice values (new.tenant_id, new.id, 0); return new; end $$;
      create trigger shout after insert on noisy for each row execute function shout();
      create table called (tenant_id bigint not null, id int, primary key (tenant_id, id));
      create or replace function helper() returns int language sql as 'select 1';
      create or replace function calls() returns trigger language plpgsql as $$
        begin new.id := helper(); return new; end $$;
      create trigger calls before insert on called for each row execute function calls();
      insert into rate values (1, 25);
      insert into invoice values (1, 1, 500), (2, 1, 500);
      insert into line values (1, 1, 1);
      """;

  private final TestDatabase database;
  private final Tenant acme = Tenant.of(1, "acme");
  private final List<Change> changes = new ArrayList<>();
  private final List<Commit> commits = new ArrayList<>();
  private TenantDataSource door;

  ChangesTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    database.execute(TABLES);
    door =
        TenantDataSource.builder()
            .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
            .build();
    door.listen(
        (told, commit) -> {
          changes.addAll(told);
          commits.add(commit);
          return CompletableFuture.completedFuture(null);
        });
  }

  @AfterEach
  void close() {
    door.close();
  }

  private interface Body {
    void on(Connection connection) throws SQLException;
  }

  private void in(Tenancy tenancy, Body body) throws SQLException {
    Scope.empty()
        .with(tenancy)
        .<Integer, SQLException>call(
            () -> {
              try (Connection connection = door.getConnection()) {
                body.on(connection);
                return 0;
              }
            });
  }

  private void inAcme(Body body) throws SQLException {
    in(Tenancy.of(acme), body);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Set<String> tablesOf(String sql) throws SQLException {
    changes.clear();
    inAcme(c -> run(c, sql));
    assertThat(changes).hasSize(1).allSatisfy(change -> assertThat(change.tenancy()).isEqualTo(Tenancy.of(acme)));
    return changes.getFirst().tables();
  }

  @Test
  void aStatementTellsTheTablesThatItWrites() throws SQLException {
    assertThat(tablesOf("insert into line (id) values (7)")).containsExactly("line");
    assertThat(commits).containsExactly(Commit.ON_ONE_NODE);
    inAcme(c -> run(c, "select * from line"));
    assertThat(commits).hasSize(1);
  }

  @Test
  void whatChangesByForeignKeysChangesToo() throws SQLException {
    assertThat(tablesOf("delete from invoice where id = 1")).containsExactlyInAnyOrder("invoice", "line");
  }

  @Test
  void aTriggerThatSetsTheRowsOwnColumnsChangesNothingElseAndOthersMayChangeAnything() throws SQLException {
    assertThat(tablesOf("insert into stamped (id) values (1)")).containsExactly("stamped");
    assertThat(tablesOf("insert into noisy (id) values (9)")).isNull();
    assertThat(tablesOf("insert into called (id) values (9)")).isNull();
  }

  @Test
  void aPartitionIsItsTableAndAViewIsWhatItReads() throws SQLException {
    assertThat(tablesOf("insert into event_2026 (id, at) values (1, 1)")).containsExactly("event");
    assertThat(tablesOf("update big_invoice set total = 501 where id = 1"))
        .containsExactlyInAnyOrder("invoice", "line");
    assertThat(stamp("select * from big_invoice b join event_2026 e on e.id = b.id").tables())
        .containsExactlyInAnyOrder("invoice", "event");
  }

  @Test
  void theHostsCommonTablesAndWhatMayBeAnybodys() throws SQLException {
    in(Tenancy.host(), c -> run(c, "update rate set percent = 20"));
    assertThat(changes.getFirst().tables()).containsExactly("rate");
    assertThat(changes.getFirst().tenancy()).isEqualTo(Tenancy.host());
    in(Tenancy.host(), c -> run(c, "create index on line (invoice_id)"));
    assertThat(changes.getLast().tenancy()).isInstanceOf(Tenancy.AcrossAll.class);
    assertThat(changes.getLast().tables()).isNull();
  }

  @Test
  void aTransactionTellsAllAtItsCommitAndNothingWhenItIsRolledBack() throws SQLException {
    inAcme(
        c -> {
          c.setAutoCommit(false);
          run(c, "insert into line (id) values (7)");
          run(c, "update invoice set total = 1");
          assertThat(changes).isEmpty();
          c.commit();
          assertThat(changes).flatExtracting(Change::tables).contains("line", "invoice");
          assertThat(commits).hasSize(1);
          run(c, "update invoice set total = 2");
          c.rollback();
        });
    assertThat(commits).hasSize(1);
    inAcme(
        c -> {
          c.setAutoCommit(false);
          run(c, "update invoice set total = 3");
        });
    assertThat(commits).hasSize(1);
  }

  @Test
  void aBatchTellsOnce() throws SQLException {
    inAcme(
        c -> {
          try (var insert = c.prepareStatement("insert into line (id) values (?)")) {
            for (int i = 10; i < 20; i++) {
              insert.setInt(1, i);
              insert.addBatch();
            }
            insert.executeBatch();
          }
        });
    assertThat(commits).hasSize(1);
    assertThat(changes).flatExtracting(Change::tables).containsOnly("line");
  }

  @Test
  void anOpenTransactionIsKnownInItsScopeAndRunsWhatFollowsItsCommit() throws SQLException {
    List<String> done = new ArrayList<>();
    inAcme(
        c -> {
          assertThat(Scope.current().writes().open()).isEmpty();
          c.setAutoCommit(false);
          Work work = Scope.current().writes().open().getFirst();
          assertThat(work.wrote()).isFalse();
          run(c, "update invoice set total = 1");
          assertThat(work.wrote()).isTrue();
          after(work, done, "first");
          assertThat(done).isEmpty();
          c.commit();
          assertThat(done).containsExactly("first");
          assertThat(Scope.current().writes().open()).isEmpty();
          run(c, "update invoice set total = 1");
          after(Scope.current().writes().open().getFirst(), done, "never");
          c.rollback();
          run(c, "select 1");
          after(Scope.current().writes().open().getFirst(), done, "of a transaction without writes");
          c.commit();
        });
    assertThat(done).containsExactly("first", "of a transaction without writes");
  }

  private static void after(Work work, List<String> done, String what) {
    work.afterCommit(
        _ -> {
          done.add(what);
          return CompletableFuture.completedFuture(null);
        });
  }

  @Test
  void aListenerThatFailsDoesNotFailTheCommit() throws SQLException {
    door.listen(
        (_, _) -> {
          throw new IllegalStateException("planted");
        });
    inAcme(c -> run(c, "update invoice set total = 77"));
    inAcme(c -> assertThat(Sql.string(c, "select total from invoice")).isEqualTo("77"));
    assertThat(commits).hasSize(1);
  }

  @Test
  void aTaskAfterTheCommitThatFailsFailsNeitherTheCommitNorTheTasksThatFollow() throws SQLException {
    List<String> done = new ArrayList<>();
    inAcme(
        c -> {
          c.setAutoCommit(false);
          run(c, "update invoice set total = 77");
          Work work = Scope.current().writes().open().getFirst();
          work.afterCommit(
              _ -> {
                throw new IllegalStateException("planted");
              });
          after(work, done, "the next");
          c.commit();
          assertThat(Sql.string(c, "select total from invoice")).isEqualTo("77");
          c.rollback();
        });
    assertThat(done).containsExactly("the next");
    inAcme(c -> assertThat(Sql.string(c, "select total from invoice")).isEqualTo("77"));
  }

  @Test
  void whatFollowsACommitSeesItAndMayUseTheDatabase() throws SQLException {
    List<String> seen = new ArrayList<>();
    inAcme(
        c -> {
          c.setAutoCommit(false);
          run(c, "update invoice set total = 78");
          Work work = Scope.current().writes().open().getFirst();
          work.afterCommit(
              _ -> {
                seen.add(totalElsewhere());
                return CompletableFuture.completedFuture(null);
              });
          assertThat(totalElsewhere()).isEqualTo("500");
          c.commit();
        });
    assertThat(seen).containsExactly("78");
  }

  private String totalElsewhere() {
    try (Connection connection = door.getConnection()) {
      return Sql.string(connection, "select total from invoice");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoTellsTheKeysItselfIsNamed() throws SQLException {
    Scope.empty()
        .with(Tenancy.of(acme))
        .with(new KeyedWrites("invoice"))
        .<Integer, SQLException>call(
            () -> {
              try (Connection connection = door.getConnection()) {
                run(connection, "delete from invoice where id = 1");
                return 0;
              }
            });
    assertThat(changes)
        .singleElement()
        .isEqualTo(new Change(Tenancy.of(acme), DatasourceName.MAIN, Set.of("invoice", "line"), Set.of("invoice")));
  }

  private void recordInto(String table) {
    database.execute("create table if not exists " + table + " (what text)");
    door.record(
        new ChangeRecorder() {
          @Override
          public boolean records(DatasourceName set) {
            return true;
          }

          @Override
          public void record(List<Change> told, Connection physical) throws SQLException {
            for (Change change : told) {
              run(physical, "insert into public." + table + " values ('" + change.tables() + "')");
            }
          }
        });
  }

  private List<String> recorded() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return Sql.strings(connection, "select what from recorded order by what");
    }
  }

  @Test
  void whatIsRecordedIsCommittedWithTheChangesAndRolledBackWithThem() throws SQLException {
    database.execute("drop table if exists recorded");
    recordInto("recorded");
    inAcme(c -> run(c, "insert into line (id) values (7)"));
    assertThat(recorded()).containsExactly("[line]");
    inAcme(
        c -> {
          c.setAutoCommit(false);
          run(c, "update line set invoice_id = null");
          c.rollback();
          run(c, "insert into stamped (id) values (7)");
          c.commit();
        });
    assertThat(recorded()).containsExactly("[line]", "[stamped]");
    assertThatThrownBy(() -> inAcme(c -> run(c, "insert into line (id) values (7)"))).hasMessageContaining("duplicate");
    assertThat(recorded()).hasSize(2);
    inAcme(
        c -> {
          try (var insert =
              c.prepareStatement("insert into line (id) values (?) returning id", Statement.NO_GENERATED_KEYS)) {
            insert.setInt(1, 8);
            try (var rows = insert.executeQuery()) {
              assertThat(rows.next()).isTrue();
              assertThat(rows.getInt(1)).isEqualTo(8);
            }
          }
        });
    assertThat(recorded()).containsExactly("[line]", "[line]", "[stamped]");
    database.execute("drop table recorded");
    assertThatThrownBy(() -> inAcme(c -> run(c, "insert into line (id) values (9)"))).isInstanceOf(SQLException.class);
    inAcme(c -> assertThat(Sql.strings(c, "select id from line where id = 9")).isEmpty());
  }

  private ReadStamp stamp(String sql) throws SQLException {
    return stamp(c -> run(c, sql));
  }

  private ReadStamp stamp(Body body) throws SQLException {
    ReadLog log = new ReadLog();
    Scope.empty()
        .with(Tenancy.of(acme))
        .with(log)
        .<Integer, SQLException>call(
            () -> {
              try (Connection connection = door.getConnection()) {
                body.on(connection);
                return 0;
              }
            });
    return log.stamp();
  }

  @Test
  void aReadIsNotedWithItsTables() throws SQLException {
    assertThat(stamp("select * from line l, rate r where l.id = r.id"))
        .isEqualTo(new ReadStamp(Map.of(DatasourceName.MAIN, Optional.empty()), Set.of("line"), Set.of("rate")));
    assertThat(stamp(_ -> {})).isEqualTo(ReadStamp.NONE);
  }

  @Test
  void whatNobodyElseMaySeeIsNotKept() throws SQLException {
    assertThat(stamp("update line set invoice_id = null returning id")).isNull();
    assertThat(
            stamp(
                c -> {
                  c.setAutoCommit(false);
                  run(c, "select * from line");
                  c.rollback();
                }))
        .isNotNull();
    assertThat(
            stamp(
                c -> {
                  c.setAutoCommit(false);
                  run(c, "update line set invoice_id = null");
                  run(c, "select * from line");
                  c.rollback();
                }))
        .isNull();
    assertThat(
            stamp(
                c -> {
                  c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                  c.setAutoCommit(false);
                  run(c, "select * from line");
                  c.rollback();
                }))
        .isNull();
  }

  @Test
  void aFailedWriteMayHaveCommittedAndIsTold() {
    assertThatThrownBy(() -> inAcme(c -> run(c, "insert into invoice (id) values (1)")))
        .isInstanceOf(SQLException.class);
    assertThat(changes).flatExtracting(Change::tables).contains("invoice");
  }
}
