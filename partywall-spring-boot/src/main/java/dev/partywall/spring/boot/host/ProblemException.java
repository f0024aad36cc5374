package dev.partywall.spring.boot.host;

import dev.partywall.spring.boot.host.Problem.Mistake;
import java.io.Serial;
import java.util.List;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** A request that says something wrong. */
  static ProblemException invalid(List<Mistake> mistakes) {
    String what = mistakes.size() == 1 ? "One thing is wrong" : mistakes.size() + " things are wrong";
    return new ProblemException(
        new Problem(400, "request-invalid", "The request is not valid", what + "; see errors.", mistakes));
  }

  static ProblemException invalid(String field, String problem, String action) {
    return invalid(List.of(new Mistake(field, problem, action)));
  }

  Problem problem() {
    return problem;
  }
}
