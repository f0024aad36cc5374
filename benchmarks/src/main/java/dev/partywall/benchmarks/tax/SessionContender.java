package dev.partywall.benchmarks.tax;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.sql.Effect;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Through the door to a set with a reader, as a user of each tenant who wrote a while ago: each operation is a request
 * with a scope of its own, and looks whether the reader has the user's last write.
 */
final class SessionContender implements Contender {

  private static final long POLL = 5_000_000;
  private static final int POLLS = 6_000;

  /** Keeps the reason of the last statement. */
  private static final class Reasons implements DoorListener {
    private volatile RouteReason last = RouteReason.ONLY_NODE;

    @Override
    public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
      if (reason != last) {
        last = reason;
      }
    }
  }

  private final TenantDataSource door;
  private final Reasons reasons;
  private final Contender jdbc;
  private final Tenancy[] tenancies =
      LongStream.rangeClosed(0, Data.TENANTS)
          .mapToObj(id -> Tenancy.of(Tenant.of(id, "t" + id)))
          .toArray(Tenancy[]::new);
  private final TenantSession[] sessions =
      LongStream.rangeClosed(0, Data.TENANTS)
          .mapToObj(id -> new TenantSession("user", Tenant.of(id, "t" + id).id()))
          .toArray(TenantSession[]::new);

  private SessionContender(String name, TenantDataSource door, Reasons reasons) {
    this.door = door;
    this.reasons = reasons;
    this.jdbc = new JdbcContender(name, door, false);
  }

  static SessionContender open(String name, DatasourceSet set) {
    Reasons reasons = new Reasons();
    return new SessionContender(name, TenantDataSource.builder().datasource(set).listener(reasons).build(), reasons);
  }

  /** Makes each user write, and waits until the reader serves all of them. */
  void writeAndAwaitReader() throws Exception {
    for (long tenant = 1; tenant <= Data.TENANTS; tenant++) {
      update(tenant, 1, 0);
    }
    for (long tenant = 1; tenant <= Data.TENANTS; tenant++) {
      for (int polls = 0; polls == 0 || reasons.last != RouteReason.READER_CAUGHT_UP; polls++) {
        if (polls > POLLS) {
          throw new IllegalStateException("The reader does not catch up; the last read went by " + reasons.last);
        }
        LockSupport.parkNanos(POLL);
        long _ = primaryKeyRead(tenant, 1);
      }
    }
  }

  @Override
  public String name() {
    return jdbc.name();
  }

  private <R> R request(long tenant, ScopedValue.CallableOp<R, Exception> work) throws Exception {
    return Scope.empty().with(tenancies[(int) tenant]).with(sessions[(int) tenant]).call(work);
  }

  @Override
  public long primaryKeyRead(long tenant, long product) throws Exception {
    return this.<Long>request(tenant, () -> jdbc.primaryKeyRead(tenant, product));
  }

  @Override
  public long list20(long tenant, long fromProduct) throws Exception {
    return this.<Long>request(tenant, () -> jdbc.list20(tenant, fromProduct));
  }

  @Override
  public long insert(long tenant, long id, String text) throws Exception {
    return this.<Long>request(tenant, () -> jdbc.insert(tenant, id, text));
  }

  @Override
  public long update(long tenant, long product, int stock) throws Exception {
    return this.<Long>request(tenant, () -> jdbc.update(tenant, product, stock));
  }

  @Override
  public long join4(long tenant, long order) throws Exception {
    return this.<Long>request(tenant, () -> jdbc.join4(tenant, order));
  }

  @Override
  public void close() {
    door.close();
  }
}
