package dev.partywall.benchmarks.leaks;

import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.core.TenantId;
import dev.partywall.jdbc.oracle.Entry;
import dev.partywall.jdbc.oracle.Sample;
import dev.partywall.test.oracle.TwoTenantOracle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The leak score: what comes of each statement of the corpus, through Partywall and through others. */
public final class LeaksBenchmark implements Benchmark {

  private static final int QUICK_STEP = 5;

  @Override
  public String name() {
    return "leaks";
  }

  @Override
  public Report run(boolean quick) {
    List<Corpus.Case> cases = Corpus.cases();
    if (quick) {
      cases = cases.stream().filter(tried -> tried.entry().line() % QUICK_STEP == 0).toList();
    }
    try (TwoTenantOracle oracle = Sample.open();
        Contender partywall = new PartywallContender(oracle);
        Contender mybatisPlus = new ToolContender(oracle, new MybatisPlusTool());
        Contender hibernate = new ToolContender(oracle, new HibernateTool())) {
      Map<String, Score> scores = new LinkedHashMap<>();
      for (Contender contender : List.of(partywall, mybatisPlus, hibernate)) {
        scores.put(contender.name(), score(contender, cases, oracle));
      }
      checkControls(partywall, scores, cases, oracle);
      return report(scores);
    }
  }

  private static Score score(Contender contender, List<Corpus.Case> cases, TwoTenantOracle oracle) {
    Score score = new Score();
    cases.forEach(tried -> score.add(tried, judge(contender, tried.entry(), oracle)));
    return score;
  }

  private static Judgement judge(Contender contender, Entry entry, TwoTenantOracle oracle) {
    return oracle.tenants().stream().map(tenant -> contender.judge(entry, tenant)).reduce(Judgement::or).orElseThrow();
  }

  /**
   * A statement proves something only if it, or the control beside it where PostgreSQL itself does not take it, is SQL
   * and works.
   */
  private static void checkControls(
      Contender partywall, Map<String, Score> scores, List<Corpus.Case> cases, TwoTenantOracle oracle) {
    TenantId tenant = oracle.tenants().getFirst();
    for (Corpus.Case tried : cases) {
      if (!tried.legalAlone(oracle, tenant) && partywall.judge(tried.control(), tenant).outcome() != Outcome.ISOLATED) {
        scores.values().forEach(Score::controlFailed);
      }
    }
  }

  private static Report report(Map<String, Score> scores) {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, Object> peers = new LinkedHashMap<>();
    StringBuilder table = new StringBuilder();
    scores.forEach(
        (name, score) -> {
          if (json.isEmpty()) {
            table.append(refusals(score));
            json.putAll(score.json());
            json.put("refusals", score.reasons(Outcome.REFUSED));
          } else {
            table.append(leaks(name, score));
            Map<String, Object> peer = score.json();
            peer.put("leaks", score.reasons(Outcome.LEAKED));
            peers.put(name, peer);
          }
        });
    json.put("peers", peers);
    return new Report(table + summary(scores), json);
  }

  private static String refusals(Score score) {
    return list("refused by partywall", score, Outcome.REFUSED) + list("leaked by partywall", score, Outcome.LEAKED);
  }

  private static String leaks(String name, Score score) {
    return list("leaked by " + name, score, Outcome.LEAKED);
  }

  private static String list(String title, Score score, Outcome outcome) {
    StringBuilder list = new StringBuilder(title + "\n");
    score
        .judgements()
        .forEach(
            (tried, judgement) -> {
              if (judgement.outcome() == outcome) {
                list.append(String.format(Locale.ROOT, "  %-28s %s%n", judgement.reason(), tried));
              }
            });
    return list.toString();
  }

  private static String summary(Map<String, Score> scores) {
    StringBuilder summary =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%n%-16s %10s %10s %10s %10s %10s%n",
                "",
                "statements",
                "isolated",
                "refused",
                "wrong",
                "leaked"));
    scores.forEach(
        (name, score) ->
            summary.append(
                String.format(
                    Locale.ROOT,
                    "%-16s %10d %10d %10d %10d %10d%n",
                    name,
                    score.judgements().size(),
                    score.count(Outcome.ISOLATED),
                    score.count(Outcome.REFUSED),
                    score.count(Outcome.WRONG),
                    score.count(Outcome.LEAKED))));
    return summary.toString();
  }
}
