package dev.partywall.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user with what only the log-in may know.
 *
 * @param password the encoded password; null if the user has none
 */
record StoredUser(User user, @Nullable String password) {

  static final String COLUMNS =
      "id, name, email, password, roles, locked, disabled, change_required, created_at, changed_at";

  static StoredUser read(ResultSet row) throws SQLException {
    User user =
        new User(
            row.getObject("id", UUID.class),
            row.getString("name"),
            row.getString("email"),
            Sql.texts(row, "roles"),
            row.getBoolean("locked"),
            row.getBoolean("disabled"),
            row.getBoolean("change_required"),
            Sql.instant(row, "created_at"),
            Sql.instant(row, "changed_at"));
    return new StoredUser(user, row.getString("password"));
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return user.toString();
  }
}
