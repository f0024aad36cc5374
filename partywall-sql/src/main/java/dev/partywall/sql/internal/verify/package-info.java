/**
 * The second opinion on every guarded text, before it runs.
 *
 * <p>It shares nothing with the code that wrote the text but the scanner and the catalog. The text is read again by a
 * small reader of its own ({@link dev.partywall.sql.internal.verify.OutlineReader}), which knows the skeleton of a
 * statement: query blocks, what stands in FROM, joins, conditions, targets of writes. It takes everything else for
 * expressions, in which it finds subqueries. What it does not know, it refuses.
 */
@NullMarked
package dev.partywall.sql.internal.verify;

import org.jspecify.annotations.NullMarked;
