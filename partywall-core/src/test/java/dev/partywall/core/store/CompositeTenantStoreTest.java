package dev.partywall.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.core.TenantStoreUnavailableException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompositeTenantStoreTest {

  private static final TenantName ACME = TenantName.of("acme");

  private final TenantStore first = ConfiguredTenantStore.ofTenants(List.of(Tenant.of(1, "acme")));
  private final TenantStore second =
      ConfiguredTenantStore.of(
          List.of(
              new ConfiguredTenant(Tenant.of(9, "acme")),
              new ConfiguredTenant(Tenant.of(2, "globex"), List.of(DomainName.of("globex.org")))));

  @Test
  void theFirstStoreThatKnowsATenantAnswers() {
    TenantStore both = new CompositeTenantStore(List.of(EmptyTenantStore.INSTANCE, first, second));
    assertThat(both.findByName(ACME)).map(Tenant::id).contains(TenantId.of(1));
    assertThat(both.findById(TenantId.of(2))).isPresent();
    assertThat(both.findByDomain(DomainName.of("globex.org"))).isPresent();
    assertThat(both.findByName(TenantName.of("nobody"))).isEmpty();
  }

  @Test
  void aFailingStoreFailsTheLookUpAlsoWhenALaterOneKnows() {
    TenantStore both = new CompositeTenantStore(List.of(new FailingStore(), first));
    assertThatExceptionOfType(TenantStoreUnavailableException.class)
        .isThrownBy(() -> both.findByName(ACME))
        .withMessageContaining("FailingStore")
        .withCauseInstanceOf(IllegalStateException.class);
    assertThatExceptionOfType(TenantStoreUnavailableException.class).isThrownBy(() -> both.findById(TenantId.of(1)));
    assertThatExceptionOfType(TenantStoreUnavailableException.class)
        .isThrownBy(() -> both.findByDomain(DomainName.of("globex.org")));
  }

  @Test
  void anEarlierStoresAnswerStandsThoughALaterOneWouldFail() {
    assertThat(new CompositeTenantStore(List.of(first, new FailingStore())).findByName(ACME)).isPresent();
  }

  @Test
  void noStoresKnowNobody() {
    assertThat(new CompositeTenantStore(List.of()).findByName(ACME)).isEmpty();
    assertThat(EmptyTenantStore.INSTANCE.tenants()).isEmpty();
  }

  private static final class FailingStore implements TenantStore {
    @Override
    public Optional<Tenant> findByName(TenantName name) {
      throw new IllegalStateException("database is down");
    }

    @Override
    public Optional<Tenant> findById(TenantId id) {
      throw new IllegalStateException("database is down");
    }

    @Override
    public Optional<Tenant> findByDomain(DomainName domain) {
      throw new TenantStoreUnavailableException("mine", new IllegalStateException("database is down"));
    }
  }
}
