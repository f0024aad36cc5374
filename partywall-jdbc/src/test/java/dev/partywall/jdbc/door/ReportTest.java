package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.GuardMode;
import dev.partywall.jdbc.RefusedStatement;
import dev.partywall.jdbc.RefusedStatement.Outcome;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.guard.SqlGuard;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of statements that are not proven, when they are refused and when they run nevertheless. */
class ReportTest extends DoorFixture {

  private static final String UNPROVEN = "select count(*)::text from pg_stats";
  private static final String SAME = "SELECT count(*)::text -- the same\n FROM Pg_Stats";

  private final List<String> told = new ArrayList<>();

  ReportTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), Placement.shared());
  }

  @BeforeEach
  void forget() {
    told.clear();
  }

  private TenantDataSource.Builder listened() {
    return configure(TenantDataSource.builder())
        .listener(
            new DoorListener() {
              @Override
              public void asWritten(@Nullable Tenancy tenancy, AsWritten why) {
                told.add((tenancy == null ? "nobody" : tenancy.label()) + " " + why);
              }

              @Override
              public void refused(@Nullable Tenancy tenancy, PartywallException reason) {
                told.add("refused " + reason.code());
              }
            });
  }

  private List<String> ofAcme(TenantDataSource door, String sql, Object... arguments) throws SQLException {
    return Tenancy.of(acme).<List<String>, SQLException>call(() -> of(door, sql, arguments));
  }

  private static List<String> of(TenantDataSource door, String sql, Object... arguments) throws SQLException {
    try (Connection connection = door.getConnection()) {
      return Sql.strings(connection, sql, arguments);
    }
  }

  @Test
  void reportingRunsAllAsItIsWritten() throws SQLException {
    try (TenantDataSource reporting = listened().mode(GuardMode.REPORT).build()) {
      assertThat(ofAcme(reporting, "select name from customer where id = ? order by 1", 1))
          .containsExactly("acme 1", "globex 1");
      assertThat(ofAcme(reporting, "select 1")).containsExactly("1");
      assertThat(ofAcme(reporting, UNPROVEN)).hasSize(1);
      assertThat(ofAcme(reporting, SAME)).hasSize(1);
      assertThat(of(reporting, "select name from customer where id = ?", 2)).hasSize(2);

      assertThat(told).containsExactly("acme CHANGED", "acme REPORTED", "acme REPORTED", "nobody REPORTED");
      assertThat(reporting.refusedStatements())
          .extracting(
              RefusedStatement::fingerprint,
              RefusedStatement::code,
              RefusedStatement::reason,
              RefusedStatement::outcome,
              RefusedStatement::count)
          .startsWith(
              tuple(SqlGuard.fingerprint(UNPROVEN), "statement-refused", "relation-not-allowed", Outcome.REPORTED, 2L))
          .hasSize(2);
      assertThat(reporting.refusedStatements().getLast().code()).isEqualTo("no-tenancy");
    }
  }

  @Test
  void enforcingRefusesAndRemembers() throws SQLException {
    try (TenantDataSource enforcing = listened().build()) {
      assertThatThrownBy(() -> ofAcme(enforcing, UNPROVEN)).isInstanceOf(StatementRefusedException.class);
      assertThatThrownBy(() -> of(enforcing, UNPROVEN)).isInstanceOf(NoTenancyException.class);
      assertThat(ofAcme(enforcing, "select name from customer where id = ?", 1)).containsExactly("acme 1");
      assertThat(told).containsExactly("refused statement-refused", "refused no-tenancy");
      assertThat(enforcing.refusedStatements())
          .singleElement()
          .satisfies(
              refused -> {
                assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
                assertThat(refused.count()).isEqualTo(2);
                assertThat(refused.message()).contains("pg_stats");
              });
    }
  }

  @Test
  void anAllowedStatementRunsAndNoOtherDoes() throws SQLException {
    Map<String, String> reasons = Map.of(SqlGuard.fingerprint(UNPROVEN), "the dashboard of the database team");
    try (TenantDataSource lenient = listened().allowedStatements(reasons).build()) {
      assertThat(ofAcme(lenient, SAME)).hasSize(1);
      assertThatThrownBy(() -> ofAcme(lenient, UNPROVEN + " where tablename = 'x'"))
          .isInstanceOf(StatementRefusedException.class);
      assertThatThrownBy(() -> of(lenient, UNPROVEN)).isInstanceOf(NoTenancyException.class);
      assertThat(ofAcme(lenient, "select name from customer where id = ?", 1)).containsExactly("acme 1");
      assertThat(told).containsExactly("acme ALLOWED", "refused statement-refused", "refused no-tenancy");
    }
  }

  @Test
  void noStatementIsAllowedWithoutAReason() {
    assertThatThrownBy(() -> TenantDataSource.builder().allowedStatements(Map.of("0123456789abcdef", " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0123456789abcdef");
  }

  @Test
  void aTextThatCannotBeReadRunsAsItIsWrittenToo() throws SQLException {
    try (TenantDataSource reporting = listened().mode(GuardMode.REPORT).build()) {
      assertThat(ofAcme(reporting, "select U&\"a\" from (select ? || 'b' as a) x", "A")).containsExactly("Ab");
      assertThat(told).containsExactly("acme REPORTED");
    }
  }
}
