package dev.partywall.benchmarks.replicas;

/** A way to choose between the writer and the readers without knowing how far these are. */
interface Rule {

  /** The key in the results. */
  String name();

  /**
   * A request begins.
   *
   * @param node which of the application's nodes serves it, from 0
   * @param mutating whether its method says that it writes
   */
  Request begin(Caller caller, int node, boolean mutating);

  /** What the application's nodes share has lost everything. */
  default void cacheLost() {}

  /** The choice within a request. */
  interface Request {
    /** Whether the next read goes to the writer. */
    boolean readsFromWriter();

    /** The request has written, and committed it. */
    default void wrote() {}

    /** The request ends, also if it failed. */
    default void ended() {}
  }
}
