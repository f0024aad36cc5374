package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.Intent;
import dev.partywall.core.Scope;
import jakarta.persistence.CacheStoreMode;
import java.util.Map;
import org.hibernate.CacheMode;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jpa.SpecHints;

/**
 * Which sessions may fill Hibernate's shared caches where there are readers: those in a transaction that may write, for
 * it reads from the writer. What a reader shows may be older than what the cache has dropped.
 */
final class SharedCacheFilling {

  private SharedCacheFilling() {}

  /** Lets no session fill them from its beginning; one that reads from the writer is let later. */
  static void forbid(Map<String, Object> properties) {
    properties.put(SpecHints.HINT_SPEC_CACHE_STORE_MODE, CacheStoreMode.BYPASS);
  }

  /** A session is about to load something. */
  static void decide(SharedSessionContractImplementor session) {
    CacheMode mode = session.getCacheMode();
    boolean writer =
        session.isTransactionInProgress()
            && Scope.current().intent() != Intent.READ
            && !(session instanceof SessionImplementor own && own.isDefaultReadOnly());
    if (writer && mode == CacheMode.GET) {
      session.setCacheMode(CacheMode.NORMAL);
    } else if (!writer && mode == CacheMode.NORMAL) {
      session.setCacheMode(CacheMode.GET);
    }
  }
}
