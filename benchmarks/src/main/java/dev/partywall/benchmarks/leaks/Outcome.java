package dev.partywall.benchmarks.leaks;

/** What can come of a statement, from the best to the worst. */
enum Outcome {
  /** The tenant got and left what it would have in a database of its own. */
  ISOLATED,
  /** Rejected, or an error of the database: nothing was shown or changed. */
  REFUSED,
  /** Another answer than alone, but the same whatever rows others have. */
  WRONG,
  /** Rows of others were shown, counted or changed. */
  LEAKED
}
