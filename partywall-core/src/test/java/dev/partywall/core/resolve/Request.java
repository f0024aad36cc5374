package dev.partywall.core.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request, put together by hand. */
final class Request implements RequestFacts {

  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> hosts = new ArrayList<>();
  private Caller caller;
  private String peer = "203.0.113.9";

  static Request request() {
    return new Request();
  }

  Request withHeader(String name, String... given) {
    return with("header " + name.toLowerCase(Locale.ROOT), given);
  }

  Request withQuery(String... given) {
    return with("query x-tenant", given);
  }

  Request withCookie(String... given) {
    return with("cookie tenant", given);
  }

  Request at(String... host) {
    hosts.addAll(List.of(host));
    return this;
  }

  Request from(String address) {
    peer = address;
    return this;
  }

  Request by(Caller who) {
    caller = who;
    return this;
  }

  /** A user with these values of the tenant claim; none for a user of the host. */
  Request byUser(String... tenants) {
    return by(new Caller("ada", List.of(tenants), Set.of()));
  }

  private Request with(String key, String... given) {
    values.computeIfAbsent(key, k -> new ArrayList<>()).addAll(List.of(given));
    return this;
  }

  @Override
  public Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  @Override
  public List<String> header(String name) {
    return values.getOrDefault("header " + name.toLowerCase(Locale.ROOT), List.of());
  }

  @Override
  public List<String> query(String name) {
    return values.getOrDefault("query " + name, List.of());
  }

  @Override
  public List<String> cookie(String name) {
    return values.getOrDefault("cookie " + name, List.of());
  }

  @Override
  public List<String> host() {
    return hosts;
  }

  @Override
  public Optional<String> peer() {
    return Optional.ofNullable(peer);
  }
}
