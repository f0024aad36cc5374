package dev.partywall.jdbc.internal.catalog;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.guard.SqlGuard;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One guard, with one cache of statements, for all databases and schemas whose catalogs are equal. Of different ones a
 * bounded number is kept: one that was not used lately gives way.
 */
final class SharedGuards {

  /** How many different catalogs are kept. */
  static final int MAXIMUM = 64;

  private final GuardPolicy policy;
  private final Consumer<Shared> forget;
  private final Map<Catalog, Shared> kept = new LinkedHashMap<>();
  private long computedBefore;

  /** A guard that is kept. */
  static final class Shared {
    private final SqlGuard guard;
    private volatile boolean used = true;

    private Shared(SqlGuard guard) {
      this.guard = guard;
    }

    SqlGuard guard() {
      return guard;
    }

    /** The guard, for somebody who needs it now. */
    SqlGuard use() {
      if (!used) {
        used = true;
      }
      return guard;
    }
  }

  /**
   * @param forget told which guard is kept no longer
   */
  SharedGuards(GuardPolicy policy, Consumer<Shared> forget) {
    this.policy = policy;
    this.forget = forget;
  }

  /** The guard over this catalog, or over one that is equal. */
  synchronized Shared of(Catalog catalog) {
    Shared shared = kept.get(catalog);
    if (shared == null) {
      if (kept.size() == MAXIMUM) {
        forget.accept(removeUnused());
      }
      shared = new Shared(new SqlGuard(catalog, policy));
      kept.put(catalog, shared);
    }
    return shared;
  }

  /** How many texts all guards have read, also those that are kept no longer. */
  synchronized long computed() {
    return computedBefore + kept.values().stream().mapToLong(shared -> shared.guard.computed()).sum();
  }

  /** Looks for one that was not used since it was last looked at: at the second look there is one. */
  private Shared removeUnused() {
    while (true) {
      for (Iterator<Shared> all = kept.values().iterator(); all.hasNext(); ) {
        Shared shared = all.next();
        if (!shared.used) {
          all.remove();
          computedBefore += shared.guard.computed();
          return shared;
        }
        shared.used = false;
      }
    }
  }
}
