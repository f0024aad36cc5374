package dev.partywall.spring.boot.app;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.TenantMismatchException;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.jdbc.ConnectionUnavailableException;
import dev.partywall.jdbc.TransactionSpansDatabasesException;
import dev.partywall.sql.StatementRefusedException;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FailingController {

  private static final String SECRET = "select * from secret_table";

  @GetMapping("/fail/{how}")
  String fail(@PathVariable String how) throws Exception {
    throw switch (how) {
      case "no-tenancy" -> new NoTenancyException("Connection.prepareStatement", List.of("secret_table"));
      case "refused" ->
          new StatementRefusedException(
              StatementRefusedException.Reason.SYNTAX, 0, SECRET, "secret_table", "Write it otherwise.");
      case "mismatch" -> new TenantMismatchException(TestTenants.ACME, 2L, "secret_table.tenant_id");
      case "wrapped" ->
          new IllegalStateException(
              SECRET,
              new RuntimeException(new TenantMismatchException(TestTenants.ACME, 2L, "secret_table.tenant_id")));
      case "store" -> new TenantStoreUnavailableException("secret_table", new IllegalStateException(SECRET));
      case "spans" -> new TransactionSpansDatabasesException(List.of("secret_table", "b"));
      case "connection" ->
          new DataAccessResourceFailureException(
              SECRET, new ConnectionUnavailableException("pool secret_table is full", null));
      case "own" -> new OwnException();
      default -> new IllegalStateException("planted");
    };
  }

  @ExceptionHandler
  @ResponseStatus(org.springframework.http.HttpStatus.CONFLICT)
  String own(OwnException e) {
    return "own handler";
  }

  private static final class OwnException extends RuntimeException {
    private OwnException() {
      super("planted", new NoTenancyException("test", List.of()));
    }
  }
}
