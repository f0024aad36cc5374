package dev.partywall.core;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a tenant's data live. The schema, discriminator included, is the same in every placement, so a tenant can move.
 */
public sealed interface Placement {

  /** The datasource set that holds the data. */
  DatasourceName datasource();

  /** In the tables of a set, beside other tenants' rows. */
  static Placement shared() {
    return new Shared(DatasourceName.MAIN);
  }

  /** Rows among other tenants' rows, told apart by the discriminator. */
  record Shared(DatasourceName datasource) implements Placement {
    public Shared {
      Objects.requireNonNull(datasource, "datasource");
    }
  }

  /** A datasource set of the tenant's own. */
  record Isolated(DatasourceName datasource) implements Placement {
    public Isolated {
      Objects.requireNonNull(datasource, "datasource");
    }
  }

  /** A schema of the tenant's own in a set that others use too. The schema name is compared and quoted as given. */
  record Schema(DatasourceName datasource, String schema) implements Placement {
    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_$-]{0,62}");

    public Schema {
      Objects.requireNonNull(datasource, "datasource");
      if (!SCHEMA.matcher(schema).matches() || schema.startsWith("pg_")) {
        throw new IllegalArgumentException(
            "'"
                + schema
                + "' is no schema name for a tenant; one is a letter or underscore and up to 62 letters, digits,"
                + " underscores, hyphens or dollar signs, and does not start with pg_");
      }
    }
  }
}
