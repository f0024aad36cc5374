package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantStore;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.sql.GuardPolicy;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The door. It hands out logical connections; a logical connection takes a physical one when a statement runs, from the
 * database where the statement's tenancy lives, and runs the statement's guarded form.
 */
public final class TenantDataSource implements DataSource, AutoCloseable {

  private TenantDataSource() {}

  /** A builder with no datasource. */
  public static Builder builder() {
    return new Builder();
  }

  /** A logical connection. Nothing is borrowed until a statement runs. */
  @Override
  public Connection getConnection() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  /**
   * The databases and schemas of these tenants' placements and of all datasource sets, each once, for migrations.
   *
   * @param schemas the schemas in use, from the tenants' placements
   */
  public List<PhysicalDatabase> databases(Stream<dev.partywall.core.Placement> schemas) {
    throw new UnsupportedOperationException();
  }

  /** Reads the catalogs again, after a migration. Statements that run meanwhile use the old ones. */
  public void refreshCatalogs() {
    throw new UnsupportedOperationException();
  }

  /** Closes all pools. */
  @Override
  public void close() {}

  /** How a unit of work that wrote to several databases commits. */
  public enum Span {
    /** It does not: all of it is rolled back. */
    REFUSE,
    /** One database after another; a failure in between leaves the earlier ones committed. */
    BEST_EFFORT
  }

  /** Builds a {@link TenantDataSource}. */
  public static final class Builder {
    private final List<DatasourceSet> sets = new ArrayList<>();

    private Builder() {}

    /** Adds a datasource set of one database. */
    public Builder datasource(String name, PoolSettings pool) {
      return datasource(new DatasourceSet(DatasourceName.of(name), List.of(pool), List.of()));
    }

    /** Adds a datasource set. */
    public Builder datasource(DatasourceSet set) {
      sets.add(set);
      return this;
    }

    /** The set of the host; {@code main} unless set. */
    public Builder hostDatasource(DatasourceName name) {
      return this;
    }

    /** The discriminator column; {@code tenant_id} unless set. */
    public Builder discriminator(String column) {
      return this;
    }

    /** Where across scopes and checks find tenants; optional. */
    public Builder tenants(TenantStore store) {
      return this;
    }

    /** The budget; {@link Budget#DEFAULT} unless set. */
    public Builder budget(Budget budget) {
      return this;
    }

    /** What is allowed beyond what is proven; nothing unless set. */
    public Builder policy(GuardPolicy policy) {
      return this;
    }

    /**
     * Whom a statement is for where no tenancy is bound: for an installation of one tenant. Unless set, such a
     * statement is refused.
     */
    public Builder defaultTenancy(Tenancy tenancy) {
      return this;
    }

    /** How a unit of work that wrote to several databases commits; {@link Span#REFUSE} unless set. */
    public Builder span(Span span) {
      return this;
    }

    /** The door. Pools open when they are first needed. */
    public TenantDataSource build() {
      return new TenantDataSource();
    }
  }
}
