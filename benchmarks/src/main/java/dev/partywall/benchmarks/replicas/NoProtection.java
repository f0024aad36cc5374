package dev.partywall.benchmarks.replicas;

/** Reads go to any reader. */
final class NoProtection implements Rule {

  @Override
  public String name() {
    return "no_protection";
  }

  @Override
  public Request begin(Caller caller, int node, boolean mutating) {
    return () -> false;
  }
}
