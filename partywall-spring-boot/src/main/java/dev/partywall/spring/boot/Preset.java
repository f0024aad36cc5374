package dev.partywall.spring.boot;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings under which requests are resolved as in another system, for applications that come from there. */
public enum Preset {

  /** VonaJS: the rules of its instances. */
  VONA,

  /** ASP.NET Boilerplate: the order of its resolvers, and tenants named by their ids. */
  ABP;

  private static final String X_VONA = "x-vona-instance-name";
  private static final String ABP_CLAIM = "http://www.aspnetboilerplate.com/identity/claims/tenantId";
  private static final String ABP_NAME = "Abp.TenantId";
  private static final String LATER_ABP_NAME = "Abp-TenantId";

  /** The settings, by their whole names. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    resolve().forEach((name, value) -> settings.put("partywall.resolve." + name, value));
    return settings;
  }

  private Map<String, String> resolve() {
    return switch (this) {
      case VONA ->
          Map.of(
              "order",
              "claim,custom,query,header,domain",
              "query.name",
              X_VONA,
              "header.name",
              X_VONA,
              "domain.subdomain-offset",
              "${SERVER_SUBDOMAINOFFSET:1}");
      case ABP ->
          Map.of(
              "order",
              "claim,domain,header,cookie,custom",
              "claim.name",
              ABP_CLAIM,
              "claim.by",
              "id",
              "header.name",
              ABP_NAME,
              "header.aliases",
              LATER_ABP_NAME,
              "header.by",
              "id",
              "cookie.name",
              ABP_NAME,
              "cookie.aliases",
              LATER_ABP_NAME,
              "cookie.by",
              "id",
              "fallback",
              "host-users");
    };
  }
}
