package dev.partywall.cache;

import org.jspecify.annotations.Nullable;

/**
 * An entry that was found.
 *
 * @param value its value; null if what is cached is that there is none
 * @param <V> the type of the values
 */
public record Cached<V>(@Nullable V value) {}
