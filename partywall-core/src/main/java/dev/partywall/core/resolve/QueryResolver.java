package dev.partywall.core.resolve;

import java.util.List;

/** By a parameter of the query string. */
record QueryResolver(String name, Values values, TrustedProxies proxies) implements TenantResolver {

  @Override
  public String source() {
    return "query";
  }

  @Override
  public Answer resolve(RequestFacts request) {
    List<String> given = request.query(name);
    String what = "query parameter '" + name + "'";
    return proxies.refusal(request, what, given).orElseGet(() -> values.read(what, given));
  }
}
