package dev.partywall.sql.internal.verify;

import dev.partywall.sql.GuardedStatement;

/**
 * A guarded statement with a fault in it.
 *
 * @param fault the kind of fault
 */
record Mutant(String fault, GuardedStatement statement) {}
