package dev.partywall.jdbc.oracle.generator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in FROM that expressions can refer to.
 *
 * @param alias its name
 * @param columns its columns
 * @param discriminated whether it has the discriminator
 */
record Visible(String alias, List<Col> columns, boolean discriminated) {

  /** A column, as SQL. */
  record Col(String name, Type type) {}

  /** What a query block sees: its own sources, and those around it. */
  record Scope(List<Visible> sources, @Nullable Scope outer, List<Table> ctes) {
    Scope inside() {
      return new Scope(List.of(), this, ctes);
    }

    Scope with(List<Visible> more) {
      return new Scope(more, outer, ctes);
    }
  }

  /** A table or common table expression, as it stands in FROM. */
  record Table(String name, List<Col> columns, boolean discriminated) {}
}
