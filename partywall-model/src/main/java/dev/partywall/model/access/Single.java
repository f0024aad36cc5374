package dev.partywall.model.access;

import dev.partywall.model.TooManyRowsException;
import dev.partywall.model.internal.table.Projections;
import java.util.List;
import java.util.Optional;

/** One row at most. */
final class Single {

  private Single() {}

  static <R> Optional<R> of(List<R> rows, String sql) {
    if (rows.size() > 1) {
      throw new TooManyRowsException(Projections.shortened(sql) + " gave " + rows.size());
    }
    return rows.stream().findFirst();
  }
}
