package dev.partywall.core.resolve;

import dev.partywall.core.resolve.ResolutionSettings.NamedValue;
import java.util.List;

/** By a parameter of the query string. */
record QueryResolver(NamedValue named, Values values, TrustedProxies proxies) implements TenantResolver {

  @Override
  public String source() {
    return "query";
  }

  @Override
  public Answer resolve(RequestFacts request) {
    List<String> given = named.in(request::query);
    String what = "query parameter '" + named.name() + "'";
    return proxies.refusal(request, what, given).orElseGet(() -> values.read(what, given));
  }
}
