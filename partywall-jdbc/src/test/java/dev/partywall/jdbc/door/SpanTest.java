package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.TransactionPartlyCommittedException;
import dev.partywall.jdbc.door.TenantDataSource.Span;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units of work that may span databases. */
class SpanTest extends DoorFixture {

  SpanTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), new Placement.Isolated(OTHER));
  }

  @Override
  TenantDataSource.Builder configure(TenantDataSource.Builder builder) {
    return super.configure(builder).span(Span.BEST_EFFORT);
  }

  /** A check at commit lets a commit fail. */
  @BeforeEach
  void addDeferredCheck() throws SQLException {
    for (Tenant tenant : new Tenant[] {acme, globex}) {
      raw(
          tenant,
          "create or replace function fail_at_commit() returns trigger language plpgsql as"
              + " $$ begin if new.city = 'fail' then raise exception 'no such city' using errcode = '23514'; end if;"
              + " return null; end $$;"
              + "drop trigger if exists at_commit on customer;"
              + "create constraint trigger at_commit after update on customer deferrable initially deferred"
              + " for each row execute function fail_at_commit()");
    }
    door.refreshCatalogs();
  }

  private static void move(Tenant tenant, Connection c, String city) throws SQLException {
    Tenancy.of(tenant).call(() -> Sql.update(c, "update customer set city = ? where id = 1", city));
  }

  private String city(Tenant tenant) throws SQLException {
    return rawString(tenant, "select city from customer where tenant_id = " + tenant.id() + " and id = 1");
  }

  @Test
  void commitsFollowOneAnother() throws SQLException {
    try (Connection c = door.getConnection()) {
      c.setAutoCommit(false);
      move(acme, c, "Rome");
      move(globex, c, "Bern");
      c.commit();
    }
    assertThat(city(acme)).isEqualTo("Rome");
    assertThat(city(globex)).isEqualTo("Bern");
  }

  @Test
  void aFailureInBetweenSaysWhatIsCommitted() throws SQLException {
    try (Connection c = door.getConnection()) {
      c.setAutoCommit(false);
      move(acme, c, "Rome");
      move(globex, c, "fail");
      assertThatThrownBy(c::commit)
          .isInstanceOfSatisfying(
              TransactionPartlyCommittedException.class,
              e -> {
                assertThat(e.committed()).containsExactly("main");
                assertThat(e.failed()).isEqualTo("other");
                assertThat(e.rolledBack()).isEmpty();
                assertThat(e.getCause())
                    .isInstanceOfSatisfying(SQLException.class, s -> assertThat(s.getSQLState()).isEqualTo("23514"));
              });
    }
    assertThat(city(acme)).isEqualTo("Rome");
    assertThat(city(globex)).isEqualTo("Oslo");
  }

  @Test
  void aFailureOfTheFirstCommitRollsAllBack() throws SQLException {
    try (Connection c = door.getConnection()) {
      c.setAutoCommit(false);
      move(acme, c, "fail");
      move(globex, c, "Bern");
      assertThatThrownBy(c::commit)
          .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
      // The unit has ended; the next one works.
      move(acme, c, "Paris");
      c.commit();
    }
    assertThat(city(acme)).isEqualTo("Paris");
    assertThat(city(globex)).isEqualTo("Oslo");
  }

  @Test
  void workUndoneByASavepointDoesNotCount() throws SQLException {
    try (Connection c = door.getConnection()) {
      c.setAutoCommit(false);
      move(acme, c, "Rome");
      var savepoint = c.setSavepoint();
      move(globex, c, "fail");
      c.rollback(savepoint);
      c.commit();
    }
    assertThat(city(acme)).isEqualTo("Rome");
    assertThat(city(globex)).isEqualTo("Oslo");
  }
}
