package dev.partywall.jdbc.internal.pool;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Which errors mean that a connection is broken. HikariCP closes it also where the server lacks a feature, which any
 * statement can bring about and breaks nothing.
 */
final class BrokenConnections implements SQLExceptionOverride {

  private static final String FEATURE_NOT_SUPPORTED = "0A000";

  @java.lang.Override
  public Override adjudicate(SQLException e) {
    return FEATURE_NOT_SUPPORTED.equals(e.getSQLState()) ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
  }
}
