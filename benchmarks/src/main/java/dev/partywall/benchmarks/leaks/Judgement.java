package dev.partywall.benchmarks.leaks;

/**
 * What came of a statement, and why.
 *
 * @param reason the code of a refusal, or what gave the statement away; for one that is isolated, how it ran
 */
record Judgement(Outcome outcome, String reason) {

  static Judgement isolated(String how) {
    return new Judgement(Outcome.ISOLATED, how);
  }

  static Judgement refused(String reason) {
    return new Judgement(Outcome.REFUSED, reason);
  }

  static Judgement wrong(String reason) {
    return new Judgement(Outcome.WRONG, reason);
  }

  static Judgement leaked(String reason) {
    return new Judgement(Outcome.LEAKED, reason);
  }

  /** The worse of two. */
  Judgement or(Judgement other) {
    return other.outcome.compareTo(outcome) > 0 ? other : this;
  }
}
