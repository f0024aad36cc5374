package dev.partywall.core;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. All mistakes that were found are listed, each with what to do about it. */
public final class ConfigurationException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of a record of strings; errors are not sent across processes
  private final List<ConfigurationProblem> problems;

  /**
   * @param problems the mistakes, at least one
   */
  public ConfigurationException(List<ConfigurationProblem> problems) {
    super("configuration-invalid", text(problems));
    this.problems = List.copyOf(problems);
  }

  /** Throws if there are problems; does nothing otherwise. */
  public static void throwIfAny(List<ConfigurationProblem> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** The mistakes, in the order in which they were found. */
  public List<ConfigurationProblem> problems() {
    return problems;
  }

  private static String text(List<ConfigurationProblem> problems) {
    return problems.size()
        + (problems.size() == 1 ? " mistake" : " mistakes")
        + " in the configuration:"
        + problems.stream().map(problem -> "\n  - " + problem).collect(Collectors.joining());
  }
}
