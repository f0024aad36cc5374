package dev.partywall.sql;

import java.util.Set;

/**
 * A statement that is proven to stay inside its reach, ready to be prepared.
 *
 * @param text the SQL to run; the same for every tenant
 * @param binds what goes into each {@code ?} of the text
 * @param effect what the statement does
 * @param tables the tenant, mixed and common tables it names
 */
public record GuardedStatement(String text, BindPlan binds, Effect effect, Set<TableName> tables) {

  public GuardedStatement {
    tables = Set.copyOf(tables);
  }
}
