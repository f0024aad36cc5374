package dev.partywall.benchmarks.leaks;

import dev.partywall.core.TenantId;
import dev.partywall.jdbc.oracle.Entry;

/** One way to keep a tenant's statements inside the tenant. */
interface Contender extends AutoCloseable {

  /** The key in the results. */
  String name();

  /** Runs a statement for a tenant, beside the other's rows. */
  Judgement judge(Entry entry, TenantId tenant);

  @Override
  default void close() {}
}
