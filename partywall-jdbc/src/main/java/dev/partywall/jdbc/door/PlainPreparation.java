package dev.partywall.jdbc.door;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A statement without generated keys and without a call.
 *
 * @param type as in {@link ResultSet#getType}
 * @param holdability as in {@link ResultSet#getHoldability}
 */
record PlainPreparation(int type, int holdability) implements Preparation<PreparedStatement> {

  static final PlainPreparation DEFAULT =
      new PlainPreparation(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CLOSE_CURSORS_AT_COMMIT);

  @Override
  public PreparedStatement prepare(Connection connection, String text) throws SQLException {
    return equals(DEFAULT)
        ? connection.prepareStatement(text)
        : connection.prepareStatement(text, type, ResultSet.CONCUR_READ_ONLY, holdability);
  }

  @Override
  public boolean takesPrefix() {
    return true;
  }
}
