package dev.partywall.core;

/**
 * The writer itself tells caches the keys of the rows that it changes in a table. So a {@link Change} of that table is
 * none for copies of single rows, only for what was computed from more.
 *
 * @param table its name, in lower case and without a schema
 */
public record KeyedWrites(String table) {}
