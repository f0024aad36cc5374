package dev.partywall.benchmarks.model;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.util.stream.LongStream;

/** A contender that knows no tenant, in the tenant's scope. */
final class InTenancy implements Contender {

  private final Contender inner;
  private final Tenancy[] tenancies =
      LongStream.rangeClosed(0, Data.TENANTS)
          .mapToObj(id -> Tenancy.of(Tenant.of(id, "t" + id)))
          .toArray(Tenancy[]::new);

  InTenancy(Contender inner) {
    this.inner = inner;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public long readByKey(long tenant, long product) throws Exception {
    return tenancies[(int) tenant].<Long, Exception>call(() -> inner.readByKey(tenant, product));
  }

  @Override
  public long list20(long tenant, long from) throws Exception {
    return tenancies[(int) tenant].<Long, Exception>call(() -> inner.list20(tenant, from));
  }

  @Override
  public long insert(long tenant, long id, String text) throws Exception {
    return tenancies[(int) tenant].<Long, Exception>call(() -> inner.insert(tenant, id, text));
  }

  @Override
  public long update(long tenant, long product, int stock) throws Exception {
    return tenancies[(int) tenant].<Long, Exception>call(() -> inner.update(tenant, product, stock));
  }
}
