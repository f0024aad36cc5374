package dev.partywall.jdbc.internal.pool;

import dev.partywall.core.DatasourceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A physical connection while somebody uses it. */
final class Lease implements PhysicalConnection {

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final OpenPool pool;
  private final int place;
  private final Connection pooled;
  private final TrackedConnection tracked;
  private final AtomicBoolean done = new AtomicBoolean();

  /**
   * @param pooled HikariCP's view of the connection, which finds broken ones and closes forgotten statements
   */
  Lease(OpenPool pool, int place, Connection pooled, TrackedConnection tracked) {
    this.pool = pool;
    this.place = place;
    this.pooled = pooled;
    this.tracked = tracked;
  }

  @Override
  public DatasourceName set() {
    return pool.set();
  }

  @Override
  public String node() {
    return pool.node();
  }

  @Override
  public long openedAt() {
    return tracked.openedAt();
  }

  @Override
  public Connection connection() {
    return pooled;
  }

  @Override
  public void prefer(@Nullable String schema, @Nullable Identity identity) {
    pool.prefer(tracked, schema, identity);
  }

  @Override
  public void useSchema(@Nullable String schema) throws SQLException {
    tracked.useSchema(schema);
  }

  @Override
  public @Nullable IdentityChange change(Identity identity) {
    return tracked.change(identity);
  }

  @Override
  public void identify(Identity identity) throws SQLException {
    tracked.identify(identity);
  }

  @Override
  public void changing(IdentityChange change) throws SQLException {
    tracked.changing(change);
  }

  @Override
  public void changed(IdentityChange change) {
    tracked.changed(change);
  }

  @Override
  public void release() {
    giveBack(true);
  }

  @Override
  public void retire() {
    giveBack(false);
  }

  private void giveBack(boolean reusable) {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    try {
      int turn = tracked.turn();
      if (cleaned() && reusable && pool.keeps(tracked) && tracked.idle()) {
        pooled.close();
        tracked.settled(turn);
      } else {
        if (!reusable) {
          tracked.close();
        }
        pool.discard(pooled);
      }
    } catch (SQLException e) {
      LOG.debug("A connection of datasource set '{}' broke while it was given back", set(), e);
    } finally {
      pool.leave(place);
    }
  }

  private boolean cleaned() {
    try {
      if (tracked.isClosed()) {
        return false;
      }
      tracked.restore(pooled);
      if (tracked.isClean()) {
        return true;
      }
      LOG.warn(
          "A connection of datasource set '{}' came back in another state than it was borrowed in, and is closed: a"
              + " transaction was begun, or search_path or standard_conforming_strings was set, by a statement's text",
          set());
    } catch (SQLException e) {
      LOG.debug("A connection of datasource set '{}' could not be cleaned and is closed", set(), e);
    }
    return false;
  }

  @Override
  public void evict() {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    try {
      pool.discard(pooled);
    } finally {
      pool.leave(place);
    }
  }
}
