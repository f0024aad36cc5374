package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints all mistakes of the configuration, each with what to do about it. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
    List<ConfigurationProblem> problems = cause.problems();
    String heading =
        problems.size() == 1
            ? "Partywall's configuration has a mistake:"
            : "Partywall's configuration has " + problems.size() + " mistakes:";
    return new FailureAnalysis(
        heading + numbered(problems, problem -> problem.setting() + ": " + problem.problem() + "."),
        "Change the configuration:" + numbered(problems, problem -> problem.setting() + ": " + problem.action() + "."),
        cause);
  }

  private static String numbered(List<ConfigurationProblem> problems, Function<ConfigurationProblem, String> line) {
    return IntStream.range(0, problems.size())
        .mapToObj(i -> "\n  " + (i + 1) + ". " + line.apply(problems.get(i)))
        .collect(Collectors.joining());
  }
}
