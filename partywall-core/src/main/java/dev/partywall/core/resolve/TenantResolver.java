package dev.partywall.core.resolve;

/** One way to find the tenant of a request. */
public interface TenantResolver {

  /** The name of this way, as in {@code partywall.resolve.order}. */
  String source();

  /**
   * Whom this request is for. An exception refuses the request: {@link
   * dev.partywall.core.TenantStoreUnavailableException} as an outage, {@link
   * dev.partywall.core.InvalidTenantNameException} as an invalid name, any other as {@link
   * Refusal#TENANT_RESOLVER_FAILED}.
   */
  Answer resolve(RequestFacts request);
}
