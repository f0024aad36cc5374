package dev.partywall.core.resolve;

import java.util.List;

/** By a header. */
record HeaderResolver(String name, Values values, TrustedProxies proxies) implements TenantResolver {

  @Override
  public String source() {
    return "header";
  }

  @Override
  public Answer resolve(RequestFacts request) {
    List<String> given = request.header(name);
    String what = "header '" + name + "'";
    return proxies.refusal(request, what, given).orElseGet(() -> values.read(what, given));
  }
}
