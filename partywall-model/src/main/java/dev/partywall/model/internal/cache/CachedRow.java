package dev.partywall.model.internal.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of a row. Models of other entities over the same table use the same copies, if they have the same columns. */
final class CachedRow {

  private final long layout;
  private final boolean marked;
  private final List<@Nullable Object> values;

  /** Made of the values at the first use; a record that nobody can change. */
  private @Nullable Object entity;

  /**
   * @param layout tells which columns the values are of
   * @param marked whether the row is marked as deleted
   * @param values as they are stored
   */
  CachedRow(long layout, boolean marked, List<@Nullable Object> values) {
    this.layout = layout;
    this.marked = marked;
    this.values = values;
  }

  long layout() {
    return layout;
  }

  boolean marked() {
    return marked;
  }

  List<@Nullable Object> values() {
    return values;
  }

  @Nullable Object entity() {
    return entity;
  }

  void keep(Object made) {
    this.entity = made;
  }
}
