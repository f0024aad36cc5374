package dev.partywall.core.store;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that knows no tenant: every name is unknown. */
public enum EmptyTenantStore implements TenantStore, TenantDirectory {
  INSTANCE;

  @Override
  public Optional<Tenant> findByName(TenantName name) {
    return Optional.empty();
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return Optional.empty();
  }

  @Override
  public Optional<Tenant> findByDomain(DomainName domain) {
    return Optional.empty();
  }

  @Override
  public Stream<Tenant> tenants() {
    return Stream.empty();
  }
}
