package dev.partywall.spring.boot.host;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The host's API.
 *
 * @param enabled Whether tenants can be managed over HTTP.
 * @param unprotected Whether anybody who reaches it may do anything; only where there is no Spring Security.
 * @param authorities What somebody has to be granted to use it.
 */
@ConfigurationProperties("partywall.host-api")
public record HostApiProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("false") boolean unprotected,
    @DefaultValue Authorities authorities) {

  /**
   * What somebody has to be granted.
   *
   * @param read Authority to see tenants, operations and the audit trail.
   * @param write Authority to create and change tenants, to suspend and to delete them.
   * @param purge Authority to remove a deleted tenant's data for good.
   */
  public record Authorities(
      @DefaultValue("tenants.read") String read,
      @DefaultValue("tenants.write") String write,
      @DefaultValue("tenants.purge") String purge) {}
}
