package dev.partywall.core.resolve;

import dev.partywall.core.resolve.ResolutionSettings.NamedValue;

/** By a cookie. */
record CookieResolver(NamedValue named, Values values) implements TenantResolver {

  @Override
  public String source() {
    return "cookie";
  }

  @Override
  public Answer resolve(RequestFacts request) {
    return values.read("cookie '" + named.name() + "'", named.in(request::cookie));
  }
}
