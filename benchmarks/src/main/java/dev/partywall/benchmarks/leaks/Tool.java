package dev.partywall.benchmarks.leaks;

import dev.partywall.core.TenantId;
import dev.partywall.test.oracle.OracleStatement;

/** A tool that makes another statement of an application's. */
interface Tool extends AutoCloseable {

  /** The key in the results. */
  String name();

  /**
   * What the tool sends to the database.
   *
   * @throws RejectedException if it sends nothing
   */
  Sent send(OracleStatement statement, TenantId tenant) throws RejectedException;

  @Override
  void close();

  /** A statement, with order and keys as another one wishes them. */
  static OracleStatement asWished(OracleStatement statement, OracleStatement wishes) {
    OracleStatement ordered = wishes.ordered() ? statement.inOrder() : statement;
    return wishes.generatedKeys() ? ordered.withGeneratedKeys() : ordered;
  }

  /**
   * A statement on its way to the database.
   *
   * @param how by which of the tool's ways
   * @param translated whether the text was one of the tool's own language, so that its result need not look as SQL's
   */
  record Sent(OracleStatement statement, String how, boolean translated) {}
}
