package dev.partywall.test.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of a statement gets to see.
 *
 * @param columns labels and types of the result's columns; empty if there is no result
 * @param rows the result's rows, in the order that came or sorted
 * @param updateCount the number of changed rows; -1 if there is a result
 * @param generatedKeys the generated keys, if asked for
 * @param sqlState of the error; null if there was none
 * @param error the error's message; it may differ where the rest is equal
 */
public record Observation(
    List<String> columns,
    List<String> rows,
    long updateCount,
    List<String> generatedKeys,
    @Nullable String sqlState,
    @Nullable String error) {

  public Observation {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    generatedKeys = List.copyOf(generatedKeys);
  }
}
