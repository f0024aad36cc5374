package dev.partywall.jdbc.door;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Catalog.SideEffects;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tables a statement reads or changes, for those who keep copies: by name alone, in lower case; a partition and a
 * child count as the table that they belong to, and a view as the tables that it reads.
 */
final class Touched {

  private final Catalog catalog;
  private final Set<String> own = new HashSet<>();
  private final Set<String> common = new HashSet<>();
  private boolean hidden;

  private Touched(Catalog catalog) {
    this.catalog = catalog;
  }

  /** What a statement names. */
  static Touched by(GuardedStatement guarded, Catalog catalog) {
    Touched touched = new Touched(catalog);
    guarded.tables().forEach(table -> touched.add(table, new HashSet<>()));
    return touched;
  }

  /** The tables with rows of tenants. */
  Set<String> own() {
    return own;
  }

  /** The tables that all tenants share. */
  Set<String> common() {
    return common;
  }

  /** Whether there may be more, of which the catalog knows nothing. */
  boolean hidden() {
    return hidden;
  }

  private void add(TableName table, Set<TableName> seen) {
    Relation relation = catalog.relations().get(table);
    if (relation == null || relation.ownership() == Ownership.HIDDEN) {
      hidden = true;
    }
    if (relation == null || !seen.add(table)) {
      return;
    }
    if (relation.parents().isEmpty() && relation.readsTables().isEmpty()) {
      (relation.ownership() == Ownership.COMMON ? common : own).add(name(table));
    }
    relation.parents().forEach(parent -> add(parent, seen));
    relation.readsTables().forEach(read -> add(read, seen));
  }

  /**
   * What a statement that writes may change.
   *
   * @param tables the tables it names, and those that change with them
   * @param byOthers those of them of which rows may change that it does not change itself: by a foreign key, of a table
   *     to itself too, or by a trigger
   */
  record Changed(Set<String> tables, Set<String> byOthers) {}

  /**
   * What a statement that writes may change.
   *
   * @return null if nobody can say
   */
  static @Nullable Changed changedBy(GuardedStatement guarded, Catalog catalog) {
    Set<TableName> all = new HashSet<>();
    Set<TableName> byOthers = new HashSet<>();
    Deque<TableName> open = new ArrayDeque<>(guarded.tables());
    while (!open.isEmpty()) {
      TableName table = open.pop();
      Relation relation = catalog.relations().get(table);
      SideEffects effects = catalog.sideEffects().getOrDefault(table, SideEffects.NONE);
      if (relation == null || effects.unknown()) {
        return null;
      }
      if (all.add(table)) {
        byOthers.addAll(effects.tables());
        open.addAll(effects.tables());
        open.addAll(relation.parents());
        open.addAll(relation.readsTables());
      }
    }
    return new Changed(names(all, catalog), names(byOthers, catalog));
  }

  private static Set<String> names(Set<TableName> tables, Catalog catalog) {
    Touched touched = new Touched(catalog);
    tables.forEach(table -> touched.add(table, new HashSet<>()));
    Set<String> names = new HashSet<>(touched.own);
    names.addAll(touched.common);
    return names;
  }

  private static String name(TableName table) {
    return table.name().toLowerCase(Locale.ROOT);
  }
}
