package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.TenancyChangedException;
import java.io.Serial;
import org.hibernate.SessionEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for which tenancy a session was opened, and lets it prepare no statement, flush nothing and look into no
 * shared cache for another one. Hibernate makes one for each session, while it opens it.
 */
public final class TenancySessionListener implements SessionEventListener {

  @Serial private static final long serialVersionUID = 1L;

  private final transient @Nullable Tenancy opened = Tenancy.find().orElse(null);

  /** For Hibernate. */
  public TenancySessionListener() {}

  @Override
  public void jdbcPrepareStatementStart() {
    check();
  }

  @Override
  public void cacheGetStart() {
    check();
  }

  @Override
  public void flushStart() {
    check();
  }

  @Override
  public void partialFlushStart() {
    check();
  }

  @SuppressWarnings("ReferenceEquality") // the same object is the usual case, and comparing tenants costs more
  private void check() {
    Tenancy current = Tenancy.find().orElse(null);
    if (current != opened && !sameWork(opened, current)) {
      throw changed(opened, current);
    }
  }

  /** A tenant's title, status and settings may have changed meanwhile; its rows are the same. */
  private static boolean sameWork(@Nullable Tenancy opened, @Nullable Tenancy current) {
    return opened instanceof Tenancy.OfTenant(Tenant one) && current instanceof Tenancy.OfTenant(Tenant other)
        ? one.id().equals(other.id()) && one.placement().equals(other.placement())
        : opened != null && opened.equals(current);
  }

  static TenancyChangedException changed(@Nullable Tenancy opened, @Nullable Tenancy current) {
    return new TenancyChangedException("a Hibernate session", label(opened), label(current));
  }

  private static String label(@Nullable Tenancy tenancy) {
    return tenancy == null ? "no tenancy" : tenancy.label();
  }
}
