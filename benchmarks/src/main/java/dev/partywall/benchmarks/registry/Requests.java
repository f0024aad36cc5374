package dev.partywall.benchmarks.registry;

import dev.partywall.core.resolve.Caller;
import dev.partywall.core.resolve.RequestFacts;
import java.util.List;
import java.util.Optional;

/**
 * A request that nobody logged in for.
 *
 * @param tenant what its header says; empty for none
 * @param host the host name of its address
 */
record Requests(List<String> tenant, List<String> host) implements RequestFacts {

  static Requests byHeader(String tenant) {
    return new Requests(List.of(tenant), List.of("app.example.com"));
  }

  static Requests byHost(String host) {
    return new Requests(List.of(), List.of(host));
  }

  @Override
  public Optional<Caller> caller() {
    return Optional.empty();
  }

  @Override
  public List<String> header(String name) {
    return name.equals("x-tenant") ? tenant : List.of();
  }

  @Override
  public List<String> query(String name) {
    return List.of();
  }

  @Override
  public List<String> cookie(String name) {
    return List.of();
  }

  @Override
  public Optional<String> peer() {
    return Optional.of("10.0.0.1");
  }
}
