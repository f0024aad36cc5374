package dev.partywall.core.resolve;

import java.util.List;

/** By the caller's own tenant. */
record ClaimResolver(Values values) implements TenantResolver {

  static final String SOURCE = "claim";

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Answer resolve(RequestFacts request) {
    return values.read("tenant claim", request.caller().map(Caller::tenants).orElse(List.of()));
  }
}
