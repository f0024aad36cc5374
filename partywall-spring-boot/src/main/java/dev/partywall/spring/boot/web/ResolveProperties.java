package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.ResolutionSettings.Fallback;
import dev.partywall.core.resolve.ResolutionSettings.Naming;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the tenant of a request is found, as written: nothing is checked yet.
 *
 * @param order Ways to find the tenant, first asked first; leaving one out switches it off. "custom" stands for all
 *     TenantResolver beans that are not listed by their own source.
 * @param fallback What happens to a request that names nobody.
 * @param claim The caller's own tenant.
 * @param query A parameter of the query string.
 * @param header A header.
 * @param cookie A cookie.
 * @param domain The host name of the address.
 * @param trustedProxies Addresses or ranges of the proxies whose word is taken. If set, header and query are taken from
 *     them only; X-Forwarded-Host is never taken from anybody else.
 * @param ignorePaths Paths that run with no tenancy bound: whatever a request there names is not looked at.
 * @param ignoreActuator Whether the actuator's paths are ignored too.
 * @param optionalPaths Paths that run with no tenancy bound if the request names nobody, instead of being refused.
 * @param hostPaths Paths that are for users of the host only.
 */
@ConfigurationProperties("partywall.resolve")
public record ResolveProperties(
    @DefaultValue({"claim", "custom", "query", "header", "cookie", "domain"}) List<String> order,
    @DefaultValue("refuse") Fallback fallback,
    @DefaultValue Claim claim,
    @DefaultValue Query query,
    @DefaultValue Header header,
    @DefaultValue Cookie cookie,
    @DefaultValue Domain domain,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue({"/error", "/favicon.ico", "/webjars/**", "/css/**", "/js/**", "/images/**"})
        List<String> ignorePaths,
    @DefaultValue("true") boolean ignoreActuator,
    @DefaultValue List<String> optionalPaths,
    @DefaultValue List<String> hostPaths) {

  /**
   * The caller's own tenant.
   *
   * @param name Name of the claim or attribute that names the tenant.
   * @param user Name of the claim or attribute that is the user's id; the authentication's name if left out.
   * @param epoch Name of the claim with the tenant's epoch at the log-in, at any other of which the session has ended;
   *     nothing is compared if left out.
   * @param by How the claim names the tenant.
   * @param actingAuthority Authority that lets users of the host act in every tenant; nobody may if left out.
   */
  public record Claim(
      @DefaultValue("tenant") String name,
      @Nullable String user,
      @Nullable String epoch,
      @DefaultValue("name") Naming by,
      @Nullable String actingAuthority) {}

  /**
   * A parameter of the query string.
   *
   * @param name Name of the parameter.
   * @param aliases Further names, read as the first.
   * @param by How its value names the tenant.
   */
  public record Query(
      @DefaultValue("x-tenant") String name, @DefaultValue List<String> aliases, @DefaultValue("name") Naming by) {}

  /**
   * A header.
   *
   * @param name Name of the header.
   * @param aliases Further names, read as the first.
   * @param by How its value names the tenant.
   */
  public record Header(
      @DefaultValue("x-tenant") String name, @DefaultValue List<String> aliases, @DefaultValue("name") Naming by) {}

  /**
   * A cookie.
   *
   * @param name Name of the cookie.
   * @param aliases Further names, read as the first.
   * @param by How its value names the tenant.
   */
  public record Cookie(
      @DefaultValue("tenant") String name, @DefaultValue List<String> aliases, @DefaultValue("name") Naming by) {}

  /**
   * The host name of the address.
   *
   * @param formats Host names with {tenant} in place of the tenant's name; the first that fits decides.
   * @param subdomainOffset How many labels to drop from the right; the rest, reversed, is the tenant's name.
   * @param customDomains Whether host names that tenants own are looked up.
   * @param ignored Names that name nobody.
   */
  public record Domain(
      @DefaultValue List<String> formats,
      @Nullable Integer subdomainOffset,
      @DefaultValue("true") boolean customDomains,
      @DefaultValue("www") Set<String> ignored) {}
}
