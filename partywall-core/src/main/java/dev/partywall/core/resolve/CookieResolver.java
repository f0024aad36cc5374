package dev.partywall.core.resolve;

/** By a cookie. */
record CookieResolver(String name, Values values) implements TenantResolver {

  @Override
  public String source() {
    return "cookie";
  }

  @Override
  public Answer resolve(RequestFacts request) {
    return values.read("cookie '" + name + "'", request.cookie(name));
  }
}
