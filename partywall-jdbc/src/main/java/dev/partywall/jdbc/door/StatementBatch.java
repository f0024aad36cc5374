package dev.partywall.jdbc.door;

import dev.partywall.jdbc.TenancyChangedException;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The texts of a plain statement's batch, of one tenancy. They run one after another, and all or none of them count.
 */
final class StatementBatch {

  private final Execution execution;
  private final StatementSettings settings;
  private final Route route;
  private final List<GuardedStatement> statements = new ArrayList<>();

  StatementBatch(Execution execution, StatementSettings settings, Route route) {
    this.execution = execution;
    this.settings = settings;
    this.route = route;
  }

  void add(Route current, GuardedStatement statement) {
    requireSameTenancy(current);
    statements.add(statement);
  }

  private void requireSameTenancy(Route current) {
    if (!route.leadsWhere(current)) {
      throw execution.refused(
          current, new TenancyChangedException("A batch", route.tenancy().label(), current.tenancy().label()));
    }
  }

  /**
   * @throws BatchUpdateException if a statement fails; the counts in it are those of the statements before
   */
  long[] run() throws SQLException {
    requireSameTenancy(execution.route("Statement.executeBatch", statements.getFirst().text()));
    long[] counts = new long[statements.size()];
    execution.together(
        route,
        () -> {
          for (int i = 0; i < counts.length; i++) {
            counts[i] = run(i, counts);
          }
        });
    if (statements.stream().anyMatch(statement -> statement.effect() == Effect.DDL)) {
      execution.schemaChanged();
    }
    return counts;
  }

  private long run(int i, long[] counts) throws SQLException {
    BoundStatement<PreparedStatement> bound =
        execution.bind(route, statements.get(i), (physical, text) -> physical.prepareStatement(text));
    try {
      settings.apply(bound.physical());
      return bound.run("Statement.executeBatch", bound::executeUpdate);
    } catch (SQLException e) {
      throw new BatchUpdateException(
          "Statement " + (i + 1) + " of " + counts.length + " in the batch failed: " + e.getMessage(),
          e.getSQLState(),
          e.getErrorCode(),
          Arrays.copyOf(counts, i),
          e);
    } finally {
      bound.close();
    }
  }
}
