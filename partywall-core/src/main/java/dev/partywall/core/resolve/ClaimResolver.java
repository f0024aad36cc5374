package dev.partywall.core.resolve;

/** By the caller's own tenant. */
record ClaimResolver(Values values) implements TenantResolver {

  static final String SOURCE = "claim";

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Answer resolve(RequestFacts request) {
    return request.caller().map(this::of).orElseGet(Answer::nobody);
  }

  private Answer of(Caller caller) {
    return caller.tenantId() != null
        ? Answer.identified(caller.tenantId())
        : values.read("tenant claim", caller.tenants());
  }
}
