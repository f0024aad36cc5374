package dev.partywall.core.resolve;

import dev.partywall.core.DomainName;
import dev.partywall.core.TenantStore;
import java.util.List;
import java.util.Optional;

/** By the host name of the request's address. */
record DomainResolver(DomainSettings settings, TrustedProxies proxies, TenantStore store) implements TenantResolver {

  private static final DomainName LOCALHOST = DomainName.of("localhost");

  @Override
  public String source() {
    return "domain";
  }

  @Override
  public Answer resolve(RequestFacts request) {
    List<RequestHost> hosts = hosts(request);
    if (hosts.size() > 1) {
      return Answer.refused(Refusal.TENANT_AMBIGUOUS, "The request names several hosts.");
    }
    return hosts.isEmpty() ? Answer.nobody() : resolve(hosts.getFirst());
  }

  private Answer resolve(RequestHost host) {
    return switch (host) {
      case RequestHost.Name(DomainName name) -> name.equals(LOCALHOST) ? Answer.nobody() : resolve(name);
      case RequestHost.Address address -> Answer.nobody();
      case RequestHost.Malformed malformed ->
          Answer.refused(Refusal.TENANT_NAME_INVALID, "The request's host is not a host name.");
    };
  }

  private Answer resolve(DomainName host) {
    return byFormat(host).or(() -> byOwner(host)).orElseGet(() -> byOffset(host));
  }

  private Optional<Answer> byFormat(DomainName host) {
    return settings.formats().stream()
        .flatMap(format -> format.tenantIn(host).stream())
        .filter(name -> !settings.ignored().contains(name))
        .findFirst()
        .map(name -> Values.name("host name", name));
  }

  private Optional<Answer> byOwner(DomainName host) {
    return settings.customDomains() ? store.findByDomain(host).map(Answer::found) : Optional.empty();
  }

  private Answer byOffset(DomainName host) {
    List<String> labels = host.labels();
    int dropped = settings.subdomainOffset().orElse(Integer.MAX_VALUE);
    if (labels.size() < 2 || labels.size() < dropped) {
      return Answer.nobody();
    }
    if (labels.size() == dropped) {
      return Answer.host();
    }
    String name = String.join(".", labels.subList(0, labels.size() - dropped).reversed());
    return settings.ignored().contains(name) ? Answer.nobody() : Values.name("host name", name);
  }

  private List<RequestHost> hosts(RequestFacts request) {
    if (proxies.contain(request.peer())) {
      List<String> forwarded = request.header("X-Forwarded-Host");
      if (!forwarded.isEmpty()) {
        return forwarded.stream()
            .flatMap(line -> List.of(line.split(",", -1)).stream())
            .map(value -> RequestHost.parse(value.strip()))
            .distinct()
            .toList();
      }
    }
    return request.host().stream().map(RequestHost::parse).toList();
  }
}
