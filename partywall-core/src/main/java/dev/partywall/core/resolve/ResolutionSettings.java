package dev.partywall.core.resolve;

import dev.partywall.core.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which resolvers are asked, and how they read.
 *
 * @param order the resolvers by source, first asked first: {@code claim}, {@code query}, {@code header}, {@code
 *     cookie}, {@code domain}, {@code custom} for all resolvers of the application, or the source of one of them
 * @param claim how the claim names the tenant
 * @param query the parameter of the query string
 * @param header the header
 * @param cookie the cookie
 * @param domain how host names are read
 * @param trustedProxies whose word is taken for header, query and {@code X-Forwarded-Host}
 * @param fallback what happens when nobody is named
 * @param idKind the kind of the tenants' ids, for sources that name the tenant by id
 */
public record ResolutionSettings(
    List<String> order,
    Naming claim,
    NamedValue query,
    NamedValue header,
    NamedValue cookie,
    DomainSettings domain,
    TrustedProxies trustedProxies,
    Fallback fallback,
    TenantId.Kind idKind) {

  /** The order unless configured otherwise. */
  public static final List<String> DEFAULT_ORDER = List.of("claim", "custom", "query", "header", "cookie", "domain");

  /** All defaults. */
  public static final ResolutionSettings DEFAULTS =
      new ResolutionSettings(
          DEFAULT_ORDER,
          Naming.NAME,
          new NamedValue("x-tenant", Naming.NAME),
          new NamedValue("x-tenant", Naming.NAME),
          new NamedValue("tenant", Naming.NAME),
          DomainSettings.DEFAULTS,
          TrustedProxies.NOT_CONFIGURED,
          Fallback.REFUSE,
          TenantId.Kind.BIGINT);

  public ResolutionSettings {
    order = List.copyOf(order);
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(cookie, "cookie");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(trustedProxies, "trustedProxies");
    Objects.requireNonNull(fallback, "fallback");
    Objects.requireNonNull(idKind, "idKind");
  }

  /** These settings with another order. */
  public ResolutionSettings withOrder(String... order) {
    return new ResolutionSettings(
        List.of(order), claim, query, header, cookie, domain, trustedProxies, fallback, idKind);
  }

  /** These settings with host names read in another way. */
  public ResolutionSettings withDomain(DomainSettings domain) {
    return new ResolutionSettings(order, claim, query, header, cookie, domain, trustedProxies, fallback, idKind);
  }

  /** These settings with other trusted proxies. */
  public ResolutionSettings withTrustedProxies(TrustedProxies trustedProxies) {
    return new ResolutionSettings(order, claim, query, header, cookie, domain, trustedProxies, fallback, idKind);
  }

  /** These settings with another fallback. */
  public ResolutionSettings withFallback(Fallback fallback) {
    return new ResolutionSettings(order, claim, query, header, cookie, domain, trustedProxies, fallback, idKind);
  }

  /** How a value names a tenant. */
  public enum Naming {
    NAME,
    ID
  }

  /** What happens to a request that names nobody. */
  public enum Fallback {
    /** It is refused. */
    REFUSE,
    /** It is for the host if a user of the host is logged in, and refused otherwise. */
    HOST_USERS,
    /** It is for the host. */
    HOST
  }

  /**
   * A value that a request carries under a name.
   *
   * @param name the name of the header, parameter or cookie
   * @param aliases further names; a request that uses two of them says too much
   * @param by how the value names the tenant
   */
  public record NamedValue(String name, List<String> aliases, Naming by) {
    public NamedValue {
      Objects.requireNonNull(by, "by");
      aliases = List.copyOf(aliases);
      if (name.isBlank() || aliases.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("The name of a header, parameter or cookie cannot be blank");
      }
    }

    /** A value under one name. */
    public NamedValue(String name, Naming by) {
      this(name, List.of(), by);
    }

    /** What a request has under any of the names. */
    List<String> in(Function<String, List<String>> request) {
      return aliases.isEmpty()
          ? request.apply(name)
          : Stream.concat(Stream.of(name), aliases.stream()).flatMap(any -> request.apply(any).stream()).toList();
    }
  }
}
