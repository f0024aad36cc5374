package dev.partywall.jdbc.door;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point in a unit of work, on all its physical connections. One that joined or began after it needs no mark: its
 * whole work is later.
 */
final class LogicalSavepoint implements Savepoint {

  private record Mark(Savepoint physical, boolean wrote, boolean changedSchema) {}

  private final int id;
  private final @Nullable String name;
  private final Map<Participant, Mark> marks = new HashMap<>();

  LogicalSavepoint(int id, @Nullable String name) {
    this.id = id;
    this.name = name;
  }

  void mark(Participant participant) throws SQLException {
    if (participant.begun()) {
      Savepoint physical =
          name == null ? participant.connection().setSavepoint() : participant.connection().setSavepoint(name);
      marks.put(participant, new Mark(physical, participant.wrote(), participant.changedSchema()));
    }
  }

  void rollBack(Participant participant) throws SQLException {
    Mark mark = marks.get(participant);
    if (mark != null) {
      participant.connection().rollback(mark.physical());
      participant.backTo(mark.wrote(), mark.changedSchema());
    } else if (participant.begun()) {
      participant.rollBack();
    }
  }

  void release(Participant participant) throws SQLException {
    Mark mark = marks.remove(participant);
    if (mark != null) {
      participant.connection().releaseSavepoint(mark.physical());
    }
  }

  @Override
  public int getSavepointId() throws SQLException {
    if (name != null) {
      throw new SQLException("Savepoint " + name + " has a name and no id", "3B000");
    }
    return id;
  }

  @Override
  public String getSavepointName() throws SQLException {
    if (name == null) {
      throw new SQLException("Savepoint " + id + " has an id and no name", "3B000");
    }
    return name;
  }

  @Override
  public String toString() {
    return name == null ? "savepoint " + id : "savepoint " + name;
  }
}
