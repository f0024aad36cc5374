package dev.partywall.model.access;

import dev.partywall.model.internal.cache.RowCache;
import dev.partywall.model.internal.table.Rows;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table, and the copies of them; null if none are kept.
 *
 * @param <T> the entity
 * @param <I> its key
 */
record Source<T, I>(Rows<T, I> rows, @Nullable RowCache<T, I> cache) {}
