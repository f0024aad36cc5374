package dev.partywall.jdbc;

import dev.partywall.core.Change;
import dev.partywall.core.DatasourceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Puts down in the database, with the changes themselves, that they were made: so that what is to follow them follows
 * also where the process dies in between. Writes that are no transaction become one for it.
 */
public interface ChangeRecorder {

  /** Records nothing. */
  ChangeRecorder NONE =
      new ChangeRecorder() {
        @Override
        public boolean records(DatasourceName set) {
          return false;
        }

        @Override
        public void record(List<Change> changes, Connection physical) {}
      };

  /** Whether changes of a set are recorded. */
  boolean records(DatasourceName set);

  /**
   * Records changes of one set, before they are committed.
   *
   * @param physical the connection, past the guard, as the host
   * @throws SQLException if that fails, and so do the changes
   */
  void record(List<Change> changes, Connection physical) throws SQLException;
}
