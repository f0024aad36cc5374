package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.TenancyChangedException;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractSessionEvent;
import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.AutoFlushEventListener;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;
import org.hibernate.event.spi.DirtyCheckEvent;
import org.hibernate.event.spi.DirtyCheckEventListener;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.FlushEvent;
import org.hibernate.event.spi.FlushEventListener;
import org.hibernate.event.spi.InitializeCollectionEvent;
import org.hibernate.event.spi.InitializeCollectionEventListener;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.event.spi.LockEvent;
import org.hibernate.event.spi.LockEventListener;
import org.hibernate.event.spi.MergeContext;
import org.hibernate.event.spi.MergeEvent;
import org.hibernate.event.spi.MergeEventListener;
import org.hibernate.event.spi.PersistContext;
import org.hibernate.event.spi.PersistEvent;
import org.hibernate.event.spi.PersistEventListener;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.event.spi.PreLoadEventListener;
import org.hibernate.event.spi.RefreshContext;
import org.hibernate.event.spi.RefreshEvent;
import org.hibernate.event.spi.RefreshEventListener;

/**
 * Refuses what a session would do for another tenancy than its own, also where no statement is prepared, such as
 * finding an entity that the session already holds.
 */
final class TenancyEventListener
    implements LoadEventListener,
        InitializeCollectionEventListener,
        PersistEventListener,
        MergeEventListener,
        DeleteEventListener,
        RefreshEventListener,
        LockEventListener,
        FlushEventListener,
        AutoFlushEventListener,
        DirtyCheckEventListener,
        PreLoadEventListener {

  private final TenantIdentifiers identifiers;
  private final boolean readers;

  /**
   * @param readers whether there are databases with readers, which may lag
   */
  TenancyEventListener(TenantIdentifiers identifiers, boolean readers) {
    this.identifiers = identifiers;
    this.readers = readers;
  }

  void register(EventListenerRegistry registry) {
    registry.prependListeners(EventType.LOAD, this);
    registry.prependListeners(EventType.INIT_COLLECTION, this);
    registry.prependListeners(EventType.PERSIST, this);
    registry.prependListeners(EventType.MERGE, this);
    registry.prependListeners(EventType.DELETE, this);
    registry.prependListeners(EventType.REFRESH, this);
    registry.prependListeners(EventType.LOCK, this);
    registry.prependListeners(EventType.FLUSH, this);
    registry.prependListeners(EventType.AUTO_FLUSH, this);
    registry.prependListeners(EventType.DIRTY_CHECK, this);
    registry.prependListeners(EventType.PRE_LOAD, this);
  }

  private void check(AbstractSessionEvent event) {
    Object identifier = event.getSession().getTenantIdentifierValue();
    if (!identifiers.isCurrent(identifier)) {
      Tenancy current = identifiers.current();
      throw new TenancyChangedException(
          "a Hibernate session", identifiers.describe(identifier), current == null ? "no tenancy" : current.label());
    }
  }

  /** Two tenants' rows may have the same key, and a session holds one entity for a key. */
  @Override
  public void onPreLoad(PreLoadEvent event) {
    if (identifiers.isAcross(event.getSession().getTenantIdentifierValue())) {
      throw new EntityAcrossTenantsException(event.getPersister().getEntityName());
    }
    if (readers) {
      SharedCacheFilling.decide(event.getSession());
    }
  }

  @Override
  public void onLoad(LoadEvent event, LoadType type) {
    check(event);
    if (readers) {
      SharedCacheFilling.decide(event.getSession());
    }
  }

  @Override
  public void onInitializeCollection(InitializeCollectionEvent event) {
    check(event);
  }

  @Override
  public void onPersist(PersistEvent event) {
    check(event);
  }

  @Override
  public void onPersist(PersistEvent event, PersistContext createdAlready) {
    check(event);
  }

  @Override
  public void onMerge(MergeEvent event) {
    check(event);
  }

  @Override
  public void onMerge(MergeEvent event, MergeContext copiedAlready) {
    check(event);
  }

  @Override
  public void onDelete(DeleteEvent event) {
    check(event);
  }

  @Override
  public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
    check(event);
  }

  @Override
  public void onRefresh(RefreshEvent event) {
    check(event);
  }

  @Override
  public void onRefresh(RefreshEvent event, RefreshContext refreshedAlready) {
    check(event);
  }

  @Override
  public void onLock(LockEvent event) {
    check(event);
  }

  @Override
  public void onFlush(FlushEvent event) {
    check(event);
  }

  @Override
  public void onAutoFlush(AutoFlushEvent event) {
    check(event);
  }

  @Override
  public void onDirtyCheck(DirtyCheckEvent event) {
    check(event);
  }
}
