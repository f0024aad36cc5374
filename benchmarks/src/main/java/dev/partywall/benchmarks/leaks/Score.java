package dev.partywall.benchmarks.leaks;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What came of the whole corpus for one contender. */
final class Score {

  private final Map<Corpus.Case, Judgement> judgements = new LinkedHashMap<>();
  private int controlsFailed;

  void add(Corpus.Case tried, Judgement judgement) {
    judgements.put(tried, judgement);
  }

  void controlFailed() {
    controlsFailed++;
  }

  Map<Corpus.Case, Judgement> judgements() {
    return judgements;
  }

  int count(Outcome outcome) {
    return (int) judgements.values().stream().filter(judgement -> judgement.outcome() == outcome).count();
  }

  /** How often each reason was given for an outcome. */
  Map<String, Integer> reasons(Outcome outcome) {
    Map<String, Integer> reasons = new TreeMap<>();
    judgements.values().stream()
        .filter(judgement -> judgement.outcome() == outcome)
        .forEach(judgement -> reasons.merge(judgement.reason(), 1, Integer::sum));
    return reasons;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("statements", judgements.size());
    EnumMap<Outcome, String> keys =
        new EnumMap<>(
            Map.of(
                Outcome.ISOLATED, "isolated",
                Outcome.REFUSED, "refused",
                Outcome.WRONG, "wrong",
                Outcome.LEAKED, "leaked"));
    keys.forEach((outcome, key) -> json.put(key, count(outcome)));
    json.put("controls_failed", controlsFailed);
    return json;
  }
}
