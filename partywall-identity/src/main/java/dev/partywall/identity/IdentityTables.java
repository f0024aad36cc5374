package dev.partywall.identity;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.PhysicalDatabase;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Makes the tables of users, with Flyway and a history of their own, beside the application's. Every database and
 * tenant's schema has them, so that users live where their tenant's data live and move with them.
 */
public final class IdentityTables {

  private static final String LATEST = "1";

  private final String discriminator;
  private final TenantId.Kind idKind;

  /**
   * @param discriminator the column that says whose a row is
   * @param idKind the kind of the tenants' ids
   */
  public IdentityTables(String discriminator, TenantId.Kind idKind) {
    this.discriminator = discriminator;
    this.idKind = idKind;
  }

  /** Differs whenever the tables have to be changed again. */
  public String fingerprint() {
    return "identity-" + LATEST + "-" + discriminator + "-" + idKind;
  }

  /** Makes or changes the tables. Several processes may do so at once. */
  public void apply(PhysicalDatabase database) {
    FluentConfiguration flyway =
        Flyway.configure(IdentityTables.class.getClassLoader())
            .dataSource(database.unguarded())
            .locations("classpath:dev/partywall/identity/migration")
            .table("pw_identity_history")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .placeholders(
                Map.of(
                    "discriminator", discriminator.replace("\"", "\"\""),
                    "type", idKind.name().toLowerCase(Locale.ROOT)));
    database.schema().ifPresent(schema -> flyway.defaultSchema(schema).schemas(schema).createSchemas(true));
    flyway.load().migrate();
  }
}
