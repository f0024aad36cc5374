package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.jspecify.annotations.Nullable;

/**
 * What Hibernate calls a tenant identifier, for each tenancy: part of its cache keys and of its id generators' state. A
 * tenant's is its id, as attributes with {@code @TenantId} need it. The host, no tenancy, and work across tenants have
 * identifiers of the same type that no tenant has.
 */
final class TenantIdentifiers implements CurrentTenantIdentifierResolver<Object> {

  private final String discriminator;
  private final ReservedIdentifiers reserved;
  private final @Nullable Tenancy fallback;
  private final boolean readers;
  private final AtomicLong across = new AtomicLong();

  /**
   * @param discriminator the column that says whose a row is
   * @param kind the kind of tenant ids
   * @param fallback whom work is for where no tenancy is bound, or null if nobody
   * @param readers whether there are databases with readers, which may lag
   */
  TenantIdentifiers(String discriminator, TenantId.Kind kind, @Nullable Tenancy fallback, boolean readers) {
    this.discriminator = discriminator;
    this.reserved = ReservedIdentifiers.of(kind);
    this.fallback = fallback;
    this.readers = readers;
  }

  @Override
  public Object resolveCurrentTenantIdentifier() {
    return switch (current()) {
      case null -> reserved.unbound();
      case Tenancy.OfTenant tenant -> ofTenant(tenant);
      case Tenancy.OfHost _ -> reserved.host();
      // Each session has one of its own, so that nothing cached by one is found by the next, which may list other
      // tenants.
      case Tenancy.Across _, Tenancy.AcrossAll _ -> reserved.across(across.getAndIncrement());
    };
  }

  /** Whether a session with this identifier was opened for the current tenancy, as far as an identifier can tell. */
  boolean isCurrent(@Nullable Object identifier) {
    return switch (current()) {
      case Tenancy.Across _, Tenancy.AcrossAll _ -> isAcross(identifier);
      case null, default -> resolveCurrentTenantIdentifier().equals(identifier);
    };
  }

  /** Whether a session with this identifier reads several tenants at once. */
  boolean isAcross(@Nullable Object identifier) {
    return identifier != null && reserved.isAcross(identifier);
  }

  /** A short form of an identifier for messages. */
  String describe(@Nullable Object identifier) {
    if (isAcross(identifier)) {
      return "work across tenants";
    }
    if (reserved.host().equals(identifier)) {
      return "host";
    }
    return reserved.unbound().equals(identifier) ? "no tenancy" : "tenant " + identifier;
  }

  /** Whether there are databases with readers, which may lag. */
  boolean readers() {
    return readers;
  }

  /** The column that says whose a row is. */
  String discriminator() {
    return discriminator;
  }

  /** The type of tenants' identifiers. */
  Class<?> type() {
    return reserved.host().getClass();
  }

  /** Whom the current work is for, or null if that is not known. */
  @Nullable Tenancy current() {
    return Tenancy.find().orElse(fallback);
  }

  private Object ofTenant(Tenancy.OfTenant tenant) {
    Object id = tenant.value().id().value();
    if (reserved.isReserved(id)) {
      throw new IllegalStateException(
          "Tenant " + tenant.label() + " has the id " + id + ", which is reserved; give it another one");
    }
    return id;
  }

  /** The door narrows every statement; Hibernate's own condition on {@code @TenantId} would only be a second one. */
  @Override
  public boolean isRoot(Object identifier) {
    return true;
  }

  /** Only asked by session contexts that Spring does not use; the listeners check every use. */
  @Override
  public boolean validateExistingCurrentSessions() {
    return false;
  }
}
