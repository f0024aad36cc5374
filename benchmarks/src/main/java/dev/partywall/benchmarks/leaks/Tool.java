package dev.partywall.benchmarks.leaks;

import dev.partywall.core.TenantId;
import dev.partywall.test.oracle.OracleStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** A text with parameters, with order and keys as another statement wishes them. */
  static OracleStatement asWished(String sql, List<@Nullable Object> parameters, OracleStatement wishes) {
    OracleStatement plain = OracleStatement.of(sql, parameters.toArray());
    OracleStatement ordered = wishes.ordered() ? plain.inOrder() : plain;
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
