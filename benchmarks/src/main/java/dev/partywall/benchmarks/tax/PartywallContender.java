package dev.partywall.benchmarks.tax;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/** The same JDBC code without a word of tenancy, through the door, in the tenant's scope. */
final class PartywallContender implements Contender {

  private final Contender jdbc;
  private final Tenancy[] tenancies =
      LongStream.rangeClosed(0, Data.TENANTS)
          .mapToObj(id -> Tenancy.of(Tenant.of(id, "t" + id)))
          .toArray(Tenancy[]::new);

  PartywallContender(String name, DataSource door) {
    this.jdbc = new JdbcContender(name, door, false);
  }

  @Override
  public String name() {
    return jdbc.name();
  }

  private Tenancy tenancy(long tenant) {
    return tenancies[(int) tenant];
  }

  @Override
  public long primaryKeyRead(long tenant, long product) throws Exception {
    return tenancy(tenant).<Long, Exception>call(() -> jdbc.primaryKeyRead(tenant, product));
  }

  @Override
  public long list20(long tenant, long fromProduct) throws Exception {
    return tenancy(tenant).<Long, Exception>call(() -> jdbc.list20(tenant, fromProduct));
  }

  @Override
  public long insert(long tenant, long id, String text) throws Exception {
    return tenancy(tenant).<Long, Exception>call(() -> jdbc.insert(tenant, id, text));
  }

  @Override
  public long update(long tenant, long product, int stock) throws Exception {
    return tenancy(tenant).<Long, Exception>call(() -> jdbc.update(tenant, product, stock));
  }

  @Override
  public long join4(long tenant, long order) throws Exception {
    return tenancy(tenant).<Long, Exception>call(() -> jdbc.join4(tenant, order));
  }
}
