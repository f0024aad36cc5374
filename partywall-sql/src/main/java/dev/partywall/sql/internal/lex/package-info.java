/**
 * The text of a statement, read exactly as PostgreSQL's scanner reads it after the JDBC driver has replaced the {@code
 * ?} markers.
 *
 * <ul>
 *   <li>{@link dev.partywall.sql.internal.lex.Lexed#of} reads a text into {@link dev.partywall.sql.internal.lex.Token}s
 *       or refuses it. Tokens know their place, their nesting depth, their partner bracket, and the number of a marker.
 *   <li>{@link dev.partywall.sql.internal.lex.Lexed#view()} is the text for the structural parser: of the same length,
 *       so that offsets carry over, and free of everything that two scanners could read differently. Comments are
 *       blanks, literals are {@code 'xxx'}, numbers and markers are digits, words that are no keywords in PostgreSQL
 *       but in other dialects begin with an underscore, rare operators are {@code +}. Names must therefore be taken
 *       from the token at an offset ({@link dev.partywall.sql.internal.lex.Lexed#startingAt}), never from the parsed
 *       view.
 *   <li>{@link dev.partywall.sql.internal.lex.Refusal} makes the refusals of the whole guard.
 * </ul>
 */
@NullMarked
package dev.partywall.sql.internal.lex;

import org.jspecify.annotations.NullMarked;
