package dev.partywall.fleet.lifecycle;

import java.util.concurrent.Callable;

/** Runs all seeders of a tenant, in one transaction perhaps. */
@FunctionalInterface
public interface SeedTransaction {

  /** Each seeder has transactions of its own, if any. */
  SeedTransaction NONE = Callable::call;

  /** Runs the seeders, in their tenant's tenancy. What they throw is thrown, after nothing of them is left. */
  void run(Callable<?> seeders) throws Exception;
}
