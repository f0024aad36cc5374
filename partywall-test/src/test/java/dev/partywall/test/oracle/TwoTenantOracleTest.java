package dev.partywall.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.TenantId;
import dev.partywall.test.PostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The oracle itself: it lets pass what is right, and finds each kind of wrong. */
class TwoTenantOracleTest {

  private static final TenantId ACME = TenantId.of(1);
  private static final TenantId GLOBEX = TenantId.of(2);

  private static TwoTenantOracle oracle;

  @BeforeAll
  static void open() {
    oracle =
        TwoTenantOracle.builder(PostgresServer.shared())
            .schema("create table note (tenant_id bigint not null, id int, text text, primary key (tenant_id, id))")
            .schema("create table colour (id int primary key, name text)")
            .schema("create table template (tenant_id bigint, id int generated always as identity, text text)")
            .commonRows("insert into colour values (1, 'red')")
            .hostRows("insert into template (text) values ('the host''s')")
            .rowsOfEach("insert into note (id, text) values (1, 'same'), (2, 'too'), (3, null)")
            .rowsOf(GLOBEX, "insert into note (id, text) values (4, 'only globex')")
            .rowsOfEach("insert into template (text) values ('of a tenant')")
            .tenants(ACME, GLOBEX)
            .open();
  }

  @AfterAll
  static void close() {
    oracle.close();
  }

  @Test
  void whatATenantCannotTellApartIsEqual() {
    TenantGate honest = rewriting((sql, tenant) -> sql.replace("from note", "from " + only("note", tenant) + " note"));

    oracle.requireEqual(OracleStatement.of("select * from note"), honest);
    oracle.requireEqual(OracleStatement.of("select id from note where text = ? order by id", "same").inOrder(), honest);
    oracle.requireEqual(OracleStatement.of("select * from colour"), honest);
  }

  @Test
  void otherTenantsRowsInAResultAreFound() {
    assertThat(oracle.compare(OracleStatement.of("select count(*) from note"), open(sql -> sql)))
        .isInstanceOf(Verdict.Different.class);
    assertThatThrownBy(() -> oracle.requireEqual(OracleStatement.of("select count(*) from note"), open(sql -> sql)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[7]")
        .hasMessageContaining("[3]");
  }

  @Test
  void textsThatRunUnguardedAreComparedWhateverTheyDoToTheirSession() {
    OracleStatement all = OracleStatement.of("select id from note");
    OracleStatement own = OracleStatement.of("select id from note where tenant_id = 1");

    assertThat(oracle.compareUnguarded(own, all, ACME)).isInstanceOf(Verdict.Equal.class);
    assertThat(oracle.compareUnguarded(all, all, ACME)).isInstanceOf(Verdict.Different.class);
    OracleStatement drop = OracleStatement.of("drop table note");
    assertThat(oracle.compareUnguarded(drop, drop, ACME)).isInstanceOf(Verdict.Different.class);
    OracleStatement readOnly = OracleStatement.of("set default_transaction_read_only = on");
    assertThat(oracle.compareUnguarded(readOnly, readOnly, ACME)).isInstanceOf(Verdict.Equal.class);
    assertThat(oracle.alone(all, ACME).rows()).containsExactly("[1]", "[2]", "[3]");
  }

  @Test
  void theHostsRowsInAResultAreFound() {
    assertThat(
            oracle.compare(
                OracleStatement.of("select text from template where id < 0 or text like 'the%'"), open(s -> s)))
        .isInstanceOf(Verdict.Different.class);
  }

  @Test
  void aWriteThatReachesAnotherTenantIsFoundEvenIfTheCountIsRight() {
    OracleStatement write = OracleStatement.of("update note set text = 'x' where id = 2");
    TenantGate wrongTenant =
        rewriting((sql, tenant) -> sql + " and tenant_id = " + (tenant.equals(ACME) ? GLOBEX : ACME));

    Verdict verdict = oracle.compare(write, wrongTenant);

    assertThat(verdict).isInstanceOfSatisfying(Verdict.Different.class, d -> assertThat(d.what()).contains("others"));
  }

  @Test
  void whatAWriteChangedIsTakenBack() {
    TenantGate honest = rewriting((sql, tenant) -> sql.contains("delete") ? sql + " where tenant_id = " + tenant : sql);

    oracle.requireEqual(OracleStatement.of("delete from note"), honest);

    assertThatCode(
            () ->
                oracle.requireEqual(
                    OracleStatement.of("select count(*) from note"),
                    rewriting((sql, tenant) -> sql + " where tenant_id = " + tenant)))
        .doesNotThrowAnyException();
  }

  @Test
  void generatedKeysAndErrorsAreCompared() {
    TenantGate honest =
        rewriting(
            (sql, tenant) ->
                sql.replace("template (", "template (tenant_id, ")
                    .replace("note (", "note (tenant_id, ")
                    .replace("values (", "values (" + tenant + ", "));

    oracle.requireEqual(
        OracleStatement.of("insert into template (text) values (?)", "new").withGeneratedKeys(), honest);
    oracle.requireEqual(OracleStatement.of("insert into note (id, text) values (1, 'twice')"), honest);
    assertThat(oracle.compare(OracleStatement.of("insert into note (id) values (9)"), open(sql -> sql)))
        .isInstanceOf(Verdict.Different.class);
  }

  @Test
  void aRefusalIsNoDifference() {
    TenantGate refusing =
        (tenant, work) -> {
          throw new NoTenancyException("a test", List.of());
        };

    assertThat(oracle.compare(OracleStatement.of("select 1"), refusing)).isInstanceOf(Verdict.Refused.class);
  }

  private static String only(String table, TenantId tenant) {
    return "(select * from " + table + " where tenant_id = " + tenant + ")";
  }

  private static TenantGate open(java.util.function.UnaryOperator<String> rewrite) {
    return rewriting((sql, tenant) -> rewrite.apply(sql));
  }

  private interface Rewrite {
    String apply(String sql, TenantId tenant);
  }

  /** A gate that only rewrites the text. */
  private static TenantGate rewriting(Rewrite rewrite) {
    return (tenant, work) -> {
      try (Connection plain = oracle.shared().dataSource().getConnection()) {
        work.on(
            (Connection)
                Proxy.newProxyInstance(
                    TwoTenantOracleTest.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, args) -> {
                      if (method.getName().equals("prepareStatement")) {
                        args[0] = rewrite.apply((String) args[0], tenant);
                      }
                      try {
                        return method.invoke(plain, args);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
      }
    };
  }
}
