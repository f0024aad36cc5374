package dev.partywall.test.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement for the {@link TwoTenantOracle}, as an application would write it: without a word of tenancy.
 *
 * @param sql its text
 * @param parameters the values of its {@code ?} markers; null for SQL's NULL
 * @param ordered whether the rows' order matters
 * @param generatedKeys whether generated keys are asked for
 */
public record OracleStatement(String sql, List<@Nullable Object> parameters, boolean ordered, boolean generatedKeys) {

  public OracleStatement {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /** A statement whose rows may come in any order. */
  public static OracleStatement of(String sql, @Nullable Object... parameters) {
    return new OracleStatement(sql, Arrays.asList(parameters), false, false);
  }

  /** This statement, with rows in an order that its ORDER BY fully determines. */
  public OracleStatement inOrder() {
    return new OracleStatement(sql, parameters, true, generatedKeys);
  }

  /** This statement, executed with the wish for generated keys. */
  public OracleStatement withGeneratedKeys() {
    return new OracleStatement(sql, parameters, ordered, true);
  }
}
