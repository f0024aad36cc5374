package dev.partywall.core;

import java.util.stream.Stream;

/** Lists tenants: for work that is done for each of them, never for the path of a request. */
public interface TenantDirectory {

  /**
   * All tenants, whatever their status, in no particular order. The caller closes the stream.
   *
   * @throws TenantStoreUnavailableException if the store cannot tell
   */
  Stream<Tenant> tenants();
}
