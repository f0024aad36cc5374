package dev.partywall.spring.boot.web;

import dev.partywall.core.Tenancy;
import dev.partywall.core.resolve.Resolution;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Adds to the observation of a request whom it was for. The keys are always there, since a metric's keys are fixed. */
record TenancyObservationFilter(boolean tenantOnMetrics) implements ObservationFilter {

  private static final String NONE = "none";

  @Override
  public Observation.Context map(Observation.Context context) {
    if (context instanceof ServerRequestObservationContext request && request.getCarrier() != null) {
      add(request, request.getCarrier());
    }
    return context;
  }

  private void add(Observation.Context context, HttpServletRequest request) {
    Resolution.Served served = RequestTenancy.kept(request);
    context.addLowCardinalityKeyValue(KeyValue.of("tenancy", kind(served)));
    KeyValue tenant = KeyValue.of("tenant", name(served));
    if (tenantOnMetrics) {
      context.addLowCardinalityKeyValue(tenant);
    } else {
      context.addHighCardinalityKeyValue(tenant);
    }
  }

  private static String kind(Resolution.@Nullable Served served) {
    return switch (served == null ? null : served.tenancy()) {
      case Tenancy.OfTenant tenant -> "tenant";
      case Tenancy.OfHost host -> "host";
      case Tenancy.Across across -> "across";
      case Tenancy.AcrossAll across -> "across";
      case null -> NONE;
    };
  }

  private static String name(Resolution.@Nullable Served served) {
    return served instanceof Resolution.ForTenant in ? in.tenant().name().canonical() : NONE;
  }
}
