package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenancy's rows are: a database, and in the schema placement a schema of it.
 *
 * @param datasource the set
 * @param schema the one schema in which names are looked up, or null for the database's own search path
 */
record Location(DatasourceName datasource, @Nullable String schema) {

  Location {
    Objects.requireNonNull(datasource, "datasource");
  }

  /** Where a placement puts its tenant's rows. */
  static Location of(Placement placement) {
    return placement instanceof Placement.Schema(DatasourceName datasource, String schema)
        ? new Location(datasource, schema)
        : new Location(placement.datasource(), null);
  }

  /** The name for messages: {@code main} or {@code main/schema}. */
  @Override
  public String toString() {
    return schema == null ? datasource.value() : datasource.value() + "/" + schema;
  }
}
