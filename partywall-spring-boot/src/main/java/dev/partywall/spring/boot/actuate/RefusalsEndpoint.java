package dev.partywall.spring.boot.actuate;

import dev.partywall.jdbc.RefusedStatement;
import dev.partywall.jdbc.door.TenantDataSource;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Lists the statements that were not proven since the start, whether they were refused or ran nevertheless. */
@Endpoint(id = "refusals")
public final class RefusalsEndpoint {

  private final TenantDataSource door;

  RefusalsEndpoint(TenantDataSource door) {
    this.door = door;
  }

  /** The statements, the most frequent first. */
  @ReadOperation
  public Refusals refusals() {
    return new Refusals(door.refusedStatements());
  }

  /**
   * Statements that were not proven.
   *
   * @param statements each once
   */
  public record Refusals(List<RefusedStatement> statements) {}
}
