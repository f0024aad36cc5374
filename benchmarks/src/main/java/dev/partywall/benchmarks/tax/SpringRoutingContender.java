package dev.partywall.benchmarks.tax;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Spring's routing data source, keyed by tenant, over SQL that names the tenant by hand. */
final class SpringRoutingContender extends JdbcContender {

  private final Router router;

  private SpringRoutingContender(Router router) {
    super("spring_routing", router, true);
    this.router = router;
  }

  static SpringRoutingContender of(DataSource pool) {
    Router router = new Router();
    Map<Object, Object> targets = new HashMap<>();
    for (long tenant = 1; tenant <= Data.TENANTS; tenant++) {
      targets.put(tenant, pool);
    }
    router.setTargetDataSources(targets);
    router.setLenientFallback(false);
    router.afterPropertiesSet();
    return new SpringRoutingContender(router);
  }

  @Override
  Connection connection(long tenant) throws SQLException {
    router.current = tenant;
    return super.connection(tenant);
  }

  /** The benchmark has one thread, so that a field serves where an application has a thread-local. */
  private static final class Router extends AbstractRoutingDataSource {
    private long current;

    @Override
    protected @Nullable Object determineCurrentLookupKey() {
      return current;
    }
  }
}
