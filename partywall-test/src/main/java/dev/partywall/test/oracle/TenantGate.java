package dev.partywall.test.oracle;

import dev.partywall.core.TenantId;
import java.sql.Connection;
import java.sql.SQLException;

/** What is under test: how work for a tenant reaches the shared database. */
@FunctionalInterface
public interface TenantGate {

  /**
   * Does work for a tenant.
   *
   * @param tenant whom the work is for
   * @param work to be called once, with a connection on which statements stay inside the tenant
   */
  void call(TenantId tenant, Work work) throws SQLException;

  /** Work on a connection. */
  @FunctionalInterface
  interface Work {

    /** Runs the statement under test on the connection. */
    void on(Connection connection) throws SQLException;
  }
}
