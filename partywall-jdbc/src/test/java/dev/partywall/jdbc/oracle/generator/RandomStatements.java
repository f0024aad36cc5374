package dev.partywall.jdbc.oracle.generator;

import dev.partywall.jdbc.oracle.generator.Visible.Scope;
import dev.partywall.test.oracle.OracleStatement;
import java.util.ArrayList;
import java.util.List;

/** Makes statements from seeds. */
public final class RandomStatements {

  private static final int DEPTH = 3;

  private RandomStatements() {}

  /** The statement of a seed: two of three are queries. */
  public static OracleStatement of(long seed) {
    Dice dice = new Dice(seed);
    Queries queries = new Queries(dice);
    String sql =
        dice.percent(66)
            ? queries.query(List.of(Type.INT, Type.TEXT, Type.INT), new Scope(List.of(), null, List.of()), DEPTH)
            : new Writes(dice, queries).write(DEPTH);
    List<Object> parameters = new ArrayList<>();
    for (int i = 0; i < markers(sql); i++) {
      parameters.add(dice.upTo(12));
    }
    return OracleStatement.of(sql, parameters.toArray());
  }

  private static long markers(String sql) {
    return sql.replace("'?'", "").chars().filter(c -> c == '?').count();
  }
}
