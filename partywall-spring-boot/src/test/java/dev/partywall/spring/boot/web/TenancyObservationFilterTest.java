package dev.partywall.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantSession;
import dev.partywall.core.resolve.Resolution;
import dev.partywall.spring.boot.app.TestTenants;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TenancyObservationFilterTest {

  private final MockHttpServletRequest request = new MockHttpServletRequest();
  private final ServerRequestObservationContext context =
      new ServerRequestObservationContext(request, new MockHttpServletResponse());

  @Test
  void theTenantIsOnMetricsOnlyIfAskedFor() {
    RequestTenancy.keep(request, new Resolution.ForTenant(TestTenants.ACME, TenantSession.ANONYMOUS, "header"));
    new TenancyObservationFilter(true).map(context);
    assertThat(context.getLowCardinalityKeyValues())
        .contains(KeyValue.of("tenancy", "tenant"), KeyValue.of("tenant", "acme"));
  }

  @Test
  void theHostIsToldFromNobody() {
    RequestTenancy.keep(request, new Resolution.ForHost(TenantSession.ANONYMOUS, "fallback"));
    new TenancyObservationFilter(false).map(context);
    assertThat(context.getLowCardinalityKeyValues()).containsExactly(KeyValue.of("tenancy", "host"));
    assertThat(context.getHighCardinalityKeyValues()).containsExactly(KeyValue.of("tenant", "none"));
  }

  @Test
  void aRequestThatWasNotResolvedHasTheSameKeys() {
    new TenancyObservationFilter(true).map(context);
    assertThat(context.getLowCardinalityKeyValues())
        .contains(KeyValue.of("tenancy", "none"), KeyValue.of("tenant", "none"));
  }

  @Test
  void otherObservationsAreLeftAlone() {
    Observation.Context other = new Observation.Context();
    assertThat(new TenancyObservationFilter(true).map(other)).isSameAs(other);
    assertThat(other.getAllKeyValues()).isEmpty();
  }
}
