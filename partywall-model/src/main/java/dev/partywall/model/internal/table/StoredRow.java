package dev.partywall.model.internal.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is stored.
 *
 * @param values the columns' values in the order of the properties
 * @param marked whether it is marked as deleted
 */
public record StoredRow(List<@Nullable Object> values, boolean marked) {}
