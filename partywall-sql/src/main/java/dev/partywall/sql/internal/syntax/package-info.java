/**
 * The structure of a statement, read from its tokens: commands, query blocks, the sources of a FROM clause with their
 * joins, and the places of all of them. Expressions are not taken apart; only what can reach data is found in them:
 * queries, function calls and types.
 *
 * <p>It is a second reading beside the tree of {@link dev.partywall.sql.internal.parse}, by PostgreSQL's own grammar,
 * because that tree does not know the places where conditions go. The guard edits by this one, and only if both
 * readings name the same relations.
 */
@NullMarked
package dev.partywall.sql.internal.syntax;

import org.jspecify.annotations.NullMarked;
