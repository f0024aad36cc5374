package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.OwnFunctions;
import dev.partywall.jdbc.internal.forward.ForwardingPreparedStatement;
import dev.partywall.sql.BindPlan;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.TableName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Calls of functions in our own schema. The text is made here: a caller has no say in it but the function's name. */
final class OwnFunctionCalls implements OwnFunctions {

  private static final Pattern NAME = Pattern.compile("[a-z_]{1,63}");

  private final Execution execution;

  OwnFunctionCalls(Execution execution) {
    this.execution = execution;
  }

  /** Whether it is such a call, which changes nothing that anybody could have a copy of. */
  static boolean isOne(GuardedStatement statement) {
    return statement.tables().stream().anyMatch(table -> table.schema().equals(SCHEMA));
  }

  @Override
  public DatasourceName set() throws SQLException {
    return execution.route("OwnFunctions.set", "").location().datasource();
  }

  @Override
  public PreparedStatement prepare(String function, int parameters) throws SQLException {
    if (!NAME.matcher(function).matches()) {
      throw new SQLException("'" + function + "' is no name of a function of ours", "42883");
    }
    String text =
        "SELECT * FROM "
            + SCHEMA
            + "."
            + function
            + "("
            + String.join(", ", Collections.nCopies(parameters, "?"))
            + ")";
    BindPlan binds = new BindPlan(IntStream.rangeClosed(1, parameters).toArray(), new int[0], List.of(), List.of());
    GuardedStatement call = new GuardedStatement(text, binds, Effect.WRITE, Set.of(new TableName(SCHEMA, function)));
    Route route = execution.route("OwnFunctions.prepare", text);
    return new ForwardingPreparedStatement(execution.bind(route, call, PlainPreparation.DEFAULT));
  }
}
