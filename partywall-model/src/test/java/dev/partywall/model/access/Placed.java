package dev.partywall.model.access;

import dev.partywall.core.Tenant;
import dev.partywall.model.Model;
import java.sql.SQLException;
import java.util.List;

/** What a contract needs of a placement: models, two tenants, and a way past the guard to see what is stored. */
interface Placed {

  Models models();

  /** The model of an entity, with caches or without. */
  <T, I> Model<T, I> model(Class<T> entity, Class<I> key);

  Tenant acme();

  Tenant globex();

  TestClock clock();

  /** Runs SQL past the guard where the tenant lives. */
  void raw(Tenant tenant, String sql) throws SQLException;

  /** The first column, past the guard, where the tenant lives. */
  List<String> stored(Tenant tenant, String sql) throws SQLException;

  /** A block for a tenant. */
  @FunctionalInterface
  interface Block<R> {
    R run();
  }

  <R> R in(Tenant tenant, Block<R> block);

  /** A block without a result. */
  default void run(Tenant tenant, Runnable block) {
    in(
        tenant,
        () -> {
          block.run();
          return null;
        });
  }
}
