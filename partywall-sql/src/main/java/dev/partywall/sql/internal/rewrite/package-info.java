/**
 * Finds where the tenant's condition goes, and puts it there: edits of the original text, and the plan for its markers.
 */
@NullMarked
package dev.partywall.sql.internal.rewrite;

import org.jspecify.annotations.NullMarked;
