package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * One database, or one schema of it, that holds tenants' data: what a migration runs on.
 *
 * @param datasource the set it belongs to
 * @param schema the tenant's schema in the schema placement; otherwise empty
 * @param login the user as whom statements of tenants and the host run, if the settings name it
 * @param unguarded connections past the guard, outside every tenancy, as the owner if the settings name one: for
 *     migrations and operators, never for requests
 */
public record PhysicalDatabase(
    DatasourceName datasource, Optional<String> schema, Optional<String> login, DataSource unguarded) {

  /** A name for logs: {@code main} or {@code main/schema}. */
  public String label() {
    return schema.map(s -> datasource + "/" + s).orElseGet(datasource::value);
  }
}
