package dev.partywall.spring.boot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each scenario left behind, compared over all tools and placements of a run. */
final class AfterStates {

  private static final Map<String, Left> FIRST = new ConcurrentHashMap<>();

  private AfterStates() {}

  static void compare(String scenario, String run, List<String> state) {
    Left first = FIRST.computeIfAbsent(scenario, _ -> new Left(run, state));
    assertThat(state).as("after '%s' through %s, as through %s", scenario, run, first.run()).isEqualTo(first.state());
  }

  private record Left(String run, List<String> state) {}
}
