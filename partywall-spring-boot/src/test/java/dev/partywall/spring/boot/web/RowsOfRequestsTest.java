package dev.partywall.spring.boot.web;

import static dev.partywall.spring.boot.app.TestTenants.ACME;
import static dev.partywall.spring.boot.app.TestTenants.GLOBEX;
import static dev.partywall.spring.boot.app.WebApplication.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.NotesController;
import dev.partywall.spring.boot.app.NotesWork;
import dev.partywall.spring.boot.app.WebApplication;
import dev.partywall.spring.boot.async.TenantRunsFailedException;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;

/** Requests and work outside of them, down to the rows of a real database that two tenants share. */
@PartywallDatabases
class RowsOfRequestsTest {

  private static ConfigurableWebServerApplicationContext context;
  private static Http http;

  @BeforeAll
  static void start(TestDatabase database) {
    database.execute(
        "create table note (id int, tenant_id bigint not null, text text not null, primary key (tenant_id, id))");
    context =
        (ConfigurableWebServerApplicationContext)
            new SpringApplicationBuilder(WebApplication.class, NotesController.class, NotesWork.class)
                .run(
                    "--server.port=0",
                    "--spring.datasource.url=" + database.jdbcUrl(),
                    "--spring.datasource.username=" + database.username(),
                    "--spring.datasource.password=" + database.password());
    http = new Http(context.getWebServer().getPort());
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void fill(TestDatabase database) {
    database.execute("truncate note");
    database.execute("insert into note values (1, 1, 'a1'), (2, 1, 'a2'), (1, 2, 'g1')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/notes", "/notes/later", "/notes/stream"})
  void aRequestSeesTheRowsOfItsTenant(String path) {
    assertThat(http.get(path, "X-Tenant: acme").body()).isEqualTo("a1,a2");
    assertThat(http.get(path, "Cookie: tenant=globex").body()).isEqualTo("g1");
    assertThat(http.get(path, bearer("eve", Map.of("tenant", "globex"))).body()).isEqualTo("g1");
  }

  @Test
  void aRequestWritesRowsOfItsTenant() {
    assertThat(http.send("POST", "/notes?text=new", "X-Tenant: globex").body()).isEqualTo("1");
    assertThat(http.get("/notes", "X-Tenant: globex").body()).isEqualTo("g1,new");
    assertThat(http.get("/notes", "X-Tenant: acme").body()).isEqualTo("a1,a2");
  }

  @Test
  void aForeignTenantsIdIsAMismatchAndNothingIsStored() {
    Http.Response response = http.send("POST", "/notes/foreign", "X-Tenant: acme");
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.body()).contains("\"code\":\"tenant-mismatch\"").doesNotContain("note.tenant_id");
    assertThat(http.get("/notes", "X-Tenant: globex").body()).isEqualTo("g1");
  }

  @Test
  void aRefusedStatementIsAProblemWithoutItsText() {
    Http.Response response = http.get("/notes/refused", "X-Tenant: acme");
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.body()).contains("\"code\":\"statement-refused\"").doesNotContainIgnoringCase("truncate");
    assertThat(http.get("/notes", "X-Tenant: acme").body()).isEqualTo("a1,a2");
  }

  @Test
  void whereNothingIsBoundNoStatementRuns() {
    Http.Response response = http.get("/css/notes", "X-Tenant: acme");
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.body()).contains("\"code\":\"no-tenancy\"");
    assertThatExceptionOfType(NoTenancyException.class).isThrownBy(work()::count);
  }

  @Test
  void asynchronousWorkSeesItsCallersRows() throws Exception {
    assertThat(Tenancy.of(ACME).call(() -> work().countLater().get())).isEqualTo(2);
    assertThat(Tenancy.of(GLOBEX).call(() -> work().countLater().get())).isEqualTo(1);
  }

  @Test
  void workForEachTenantWritesRowsOfEach() {
    work().addForEach("each");
    assertThat(http.get("/notes", "X-Tenant: acme").body()).isEqualTo("a1,a2,each");
    assertThat(http.get("/notes", "X-Tenant: globex").body()).isEqualTo("g1,each");
  }

  @Test
  void eachTenantsRunIsATransactionOfItsOwn() {
    assertThatExceptionOfType(TenantRunsFailedException.class)
        .isThrownBy(() -> work().addForEach("fails for acme"))
        .satisfies(e -> assertThat(e.failures()).containsOnlyKeys(TenantName.of("acme")));
    assertThat(http.get("/notes", "X-Tenant: acme").body()).isEqualTo("a1,a2");
    assertThat(http.get("/notes", "X-Tenant: globex").body()).isEqualTo("g1,fails for acme");
  }

  @Test
  void theHostHasNoRowsInATenantsTable() {
    assertThatExceptionOfType(StatementRefusedException.class).isThrownBy(work()::countAsHost);
  }

  private static NotesWork work() {
    return context.getBean(NotesWork.class);
  }
}
