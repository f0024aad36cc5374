package dev.partywall.jdbc.door;

import dev.partywall.sql.Reach;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** Objects that the driver makes, as the caller may have them: none leads to the physical connection. */
final class DriverObjects {

  private DriverObjects() {}

  /** The object, or one that stands before it. */
  @SuppressWarnings("unchecked") // what stands before an object is of the JDBC type that was asked for
  static <T> T opened(T object, Execution execution, Reach reach) throws SQLException {
    return switch (object) {
      case ResultSet rows -> (T) new LogicalResultSet(execution, null, reach, rows);
      case Array array -> (T) new LogicalArray(array, execution, reach);
      case Blob _, Clob _ -> {
        refuseLargeObject(reach);
        yield object;
      }
      case null, default -> object;
    };
  }

  /** Large objects have no owner, and their numbers can be guessed. */
  static void refuseLargeObject(Reach reach) throws SQLException {
    if (reach != Reach.HOST) {
      throw new SQLFeatureNotSupportedException(
          "Large objects belong to no tenant: who knows the number of one can read it. Use bytea and text columns with"
              + " setBytes, setBinaryStream, setString or setCharacterStream",
          "0A000");
    }
  }
}
