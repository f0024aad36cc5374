package dev.partywall.jdbc.door;

import dev.partywall.jdbc.TransactionPartlyCommittedException;
import dev.partywall.jdbc.TransactionSpansDatabasesException;
import dev.partywall.jdbc.door.TenantDataSource.Span;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a unit of work on all its physical connections. Those that wrote are committed last, so that on the way of
 * success the commit of the one that matters is the last statement; whatever is thrown before it rolls everything back.
 */
final class CommitProtocol {

  private final List<Participant> participants;
  private final List<Participant> committed = new ArrayList<>();

  CommitProtocol(List<Participant> participants) {
    this.participants = participants;
  }

  /**
   * @throws TransactionSpansDatabasesException if several databases were written to and may not be; all is rolled back
   * @throws TransactionPartlyCommittedException if a commit failed after another succeeded
   * @throws SQLException if a commit failed before any that wrote; all is rolled back
   */
  void commit(Span span) throws SQLException {
    List<Participant> writers = participants.stream().filter(Participant::wrote).toList();
    if (writers.size() > 1 && span == Span.REFUSE) {
      rollBackQuietly(participants, null);
      throw new TransactionSpansDatabasesException(names(writers));
    }
    for (Participant reader : participants) {
      if (!reader.wrote()) {
        commit(reader);
      }
    }
    for (Participant writer : writers) {
      commit(writer);
      committed.add(writer);
    }
  }

  private void commit(Participant participant) throws SQLException {
    try {
      participant.connection().commit();
    } catch (Throwable t) {
      List<Participant> rest = participants.stream().filter(p -> p != participant && !committed.contains(p)).toList();
      rollBackQuietly(List.of(participant), t);
      rollBackQuietly(rest, t);
      if (!committed.isEmpty() && t instanceof SQLException e) {
        List<Participant> lost = rest.stream().filter(Participant::wrote).toList();
        throw new TransactionPartlyCommittedException(names(committed), participant.toString(), names(lost), e);
      }
      throw t;
    }
  }

  /**
   * Rolls all of it back, also where that fails for some, whose connections are closed for good.
   *
   * @throws SQLException the first failure, the others suppressed in it
   */
  void rollBack() throws SQLException {
    SQLException failure = null;
    for (Participant participant : participants) {
      SQLException own = rolledBack(participant);
      if (failure == null) {
        failure = own;
      } else if (own != null) {
        failure.addSuppressed(own);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable SQLException rolledBack(Participant participant) {
    try {
      participant.rollBack();
      return null;
    } catch (SQLException e) {
      return e;
    } catch (RuntimeException e) {
      return new SQLException("The rollback in " + participant + " failed", "40000", e);
    }
  }

  private static void rollBackQuietly(List<Participant> participants, @Nullable Throwable reason) {
    try {
      new CommitProtocol(participants).rollBack();
    } catch (SQLException e) {
      if (reason != null) {
        reason.addSuppressed(e);
      }
    }
  }

  private static List<String> names(List<Participant> participants) {
    return participants.stream().map(Participant::toString).sorted().toList();
  }
}
