package dev.partywall.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What statements of one tenancy may have changed in one set.
 *
 * @param tenancy whose rows, by what was bound; the host's statements may change common tables, which all tenants read.
 *     {@link Tenancy.AcrossAll} if it may be anybody's, as after a change of the schema
 * @param set where
 * @param tables the tables' names, in lower case and without a schema: those written to, and those that change with
 *     them by foreign keys; a partition has the name of its table. Null if nobody can say which, as after a function
 * @param keyed those of them of which the writer tells the keys itself: see {@link KeyedWrites}
 */
public record Change(Tenancy tenancy, DatasourceName set, @Nullable Set<String> tables, Set<String> keyed) {

  public Change {
    tables = tables == null ? null : Set.copyOf(tables);
    keyed = Set.copyOf(keyed);
  }
}
