package dev.partywall.benchmarks.cache.coherence;

import java.sql.SQLException;

/** Counters of which one process of the application keeps copies. Used from many threads, in the scope of a request. */
interface Copies extends AutoCloseable {

  /** The key in the results. */
  String name();

  /** What the counter's copy shows, or else the database. */
  Seen read(long row) throws SQLException;

  /** Raises a counter; what it is then. */
  long write(long row) throws SQLException;

  @Override
  void close();

  /**
   * What was seen.
   *
   * @param loaded whether it came from the database
   */
  record Seen(long version, boolean loaded) {}
}
