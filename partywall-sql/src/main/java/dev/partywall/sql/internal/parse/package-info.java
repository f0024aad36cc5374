/**
 * The structural parser behind one method. {@link dev.partywall.sql.internal.parse.SqlParser#parse} gives the tree of a
 * {@link dev.partywall.sql.internal.lex.Lexed}'s view and promises that the whole view was read. Offsets in the tree
 * ({@link dev.partywall.sql.internal.parse.Offsets}) are offsets in the text; names in the tree are not to be trusted,
 * see {@link dev.partywall.sql.internal.lex}.
 */
@NullMarked
package dev.partywall.sql.internal.parse;

import org.jspecify.annotations.NullMarked;
