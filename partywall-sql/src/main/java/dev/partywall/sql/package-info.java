/** SQL text in, guarded statement out, or a refusal. Knows no JDBC. */
@NullMarked
package dev.partywall.sql;

import org.jspecify.annotations.NullMarked;
