package dev.partywall.model;

import dev.partywall.core.PartywallException;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A type does not fit its table, or a value its property. Lists everything that was found, each with what to do. */
public final class MappingException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String type;

  @SuppressWarnings("serial") // an immutable list of strings
  private final List<String> problems;

  /**
   * @param type what does not fit, such as {@code Order (table orders)}
   * @param problems what is wrong, at least one
   */
  public MappingException(String type, List<String> problems) {
    super("model-mapping", text(type, problems));
    this.type = type;
    this.problems = List.copyOf(problems);
  }

  /** With one problem. */
  public MappingException(String type, String problem) {
    this(type, List.of(problem));
  }

  /** What does not fit. */
  public String type() {
    return type;
  }

  /** What is wrong. */
  public List<String> problems() {
    return problems;
  }

  private static String text(String type, List<String> problems) {
    return problems.size() == 1
        ? type + ": " + problems.getFirst()
        : type
            + " has "
            + problems.size()
            + " mistakes:"
            + problems.stream().map(problem -> "\n  - " + problem).collect(Collectors.joining());
  }
}
