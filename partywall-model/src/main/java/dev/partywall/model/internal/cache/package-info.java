/** Copies of rows: entities by key, and keys by query. */
@NullMarked
package dev.partywall.model.internal.cache;

import org.jspecify.annotations.NullMarked;
