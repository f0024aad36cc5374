package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantSession;
import dev.partywall.jdbc.TenantsApartException;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcrossTest extends DoorFixture {

  private static final String NAMES = "select name from customer where id = ? order by name";

  private final Tenant away = Tenant.of(9, "away").withPlacement(new Placement.Isolated(OTHER));
  private final Tenant apart = Tenant.of(8, "apart").withPlacement(new Placement.Schema(OTHER, "apart"));

  AcrossTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), Placement.shared());
  }

  private List<String> across(List<Tenant> tenants) throws SQLException {
    return in(Tenancy.across("test", tenants), c -> Sql.strings(c, NAMES, 1));
  }

  @Test
  void exactlyTheListedTenantsAreSeen() throws SQLException {
    main.execute("insert into customer values (3, 1, 'initech 1', null)");
    assertThat(across(List.of(acme, globex))).containsExactly("acme 1", "globex 1");
    assertThat(across(List.of(globex))).containsExactly("globex 1");
    assertThat(across(List.of(acme, Tenant.of(3, "initech")))).containsExactly("acme 1", "initech 1");
  }

  @Test
  void anEmptyListSeesNothing() throws SQLException {
    assertThat(across(List.of())).isEmpty();
  }

  @Test
  void allIsANamedChoiceOfOneSet() throws SQLException {
    main.execute("insert into customer values (3, 1, 'initech 1', null)");
    other.execute("delete from customer; insert into customer values (9, 1, 'away 1', null)");
    assertThat(strings(Tenancy.acrossAll("test", DatasourceName.MAIN), NAMES, 1))
        .containsExactly("acme 1", "globex 1", "initech 1");
    assertThat(strings(Tenancy.acrossAll("test", OTHER), NAMES, 1)).containsExactly("away 1");
  }

  @Test
  void nothingIsWritten() throws SQLException {
    for (Tenancy tenancy :
        List.of(Tenancy.across("test", List.of(acme)), Tenancy.acrossAll("test", DatasourceName.MAIN))) {
      for (String write :
          List.of(
              "update customer set name = 'x'",
              "delete from customer",
              "insert into customer (id, name) values (7, 'x')",
              "insert into customer (tenant_id, id, name) values (1, 7, 'x')",
              "create table made (id int)")) {
        in(
            tenancy,
            c -> {
              assertThatThrownBy(() -> Sql.update(c, write)).as(write).isInstanceOf(StatementRefusedException.class);
              return null;
            });
      }
    }
    assertThat(strings(acme, "select name from customer")).hasSize(3);
  }

  @Test
  void tenantsOfSeveralPlacesAreRefusedWithWhoLivesWhere() throws SQLException {
    in(
        Tenancy.across("test", List.of(acme, globex, away, apart)),
        c -> {
          assertThatThrownBy(() -> Sql.strings(c, NAMES, 1))
              .isInstanceOfSatisfying(
                  TenantsApartException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo("tenants-apart");
                    assertThat(e.homes())
                        .containsOnlyKeys("main", "other", "other/apart")
                        .containsEntry("main", List.of(TenantName.of("acme"), TenantName.of("globex")));
                  })
              .hasMessageContaining("[acme, globex] in main");
          return null;
        });
  }

  @Test
  void readingAcrossIsWrittenDownOnceInAUnitOfWork() throws SQLException {
    String log =
        captured(
            () ->
                Scope.current()
                    .with(new TenantSession("kim\nforged", null))
                    .call(
                        () ->
                            in(
                                Tenancy.across("monthly \"billing\"\nforged", List.of(acme, globex)),
                                c -> {
                                  c.setAutoCommit(false);
                                  Sql.strings(c, NAMES, 1);
                                  Sql.strings(c, NAMES, 2);
                                  c.commit();
                                  Sql.strings(c, NAMES, 3);
                                  c.rollback();
                                  return null;
                                })));
    assertThat(log.lines().filter(line -> line.contains("across reason")))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("dev.partywall.audit")
                    .contains("reason=\"monthly  billing  forged\"")
                    .contains("tenants=[acme(1), globex(2)]")
                    .contains("database=main")
                    .contains("user=kim forged"));
    assertThat(captured(() -> in(Tenancy.acrossAll("why", OTHER), c -> Sql.strings(c, NAMES, 1))))
        .contains("reason=\"why\" tenants=all database=other user=none");
    assertThat(captured(() -> in(acme, c -> Sql.strings(c, NAMES, 1)))).doesNotContain("across");
  }

  @Test
  void aTenantMayGoOnInTheTransactionThatReadAcross() throws SQLException {
    try (Connection c = door.getConnection()) {
      c.setAutoCommit(false);
      String count =
          Tenancy.across("test", List.of(acme, globex)).call(() -> Sql.string(c, "select count(*) from customer"));
      Tenancy.of(acme).call(() -> Sql.update(c, "update customer set name = ? where id = 1", count));
      c.commit();
    }
    assertThat(rawString(acme, "select name from customer where tenant_id = 1 and id = 1")).isEqualTo("6");
  }

  private interface Step {
    Object run() throws SQLException;
  }

  /** slf4j-simple writes to the error stream of the moment. */
  private static String captured(Step step) throws SQLException {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      step.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
