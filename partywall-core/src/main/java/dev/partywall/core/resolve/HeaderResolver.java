package dev.partywall.core.resolve;

import dev.partywall.core.resolve.ResolutionSettings.NamedValue;
import java.util.List;

/** By a header. */
record HeaderResolver(NamedValue named, Values values, TrustedProxies proxies) implements TenantResolver {

  @Override
  public String source() {
    return "header";
  }

  @Override
  public Answer resolve(RequestFacts request) {
    List<String> given = named.in(request::header);
    String what = "header '" + named.name() + "'";
    return proxies.refusal(request, what, given).orElseGet(() -> values.read(what, given));
  }
}
