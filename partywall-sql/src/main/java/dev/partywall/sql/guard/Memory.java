package dev.partywall.sql.guard;

import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.StatementRefusedException;

/**
 * What was decided on texts within one reach. Refusals have little room of their own, so that a flood of them drives no
 * good statement out.
 */
record Memory(TextCache<GuardedStatement> guarded, TextCache<StatementRefusedException> refused) {

  private static final long GUARDED_WEIGHT = 16_000_000;
  private static final long REFUSED_WEIGHT = 500_000;

  Memory() {
    this(new TextCache<>(GUARDED_WEIGHT), new TextCache<>(REFUSED_WEIGHT));
  }
}
