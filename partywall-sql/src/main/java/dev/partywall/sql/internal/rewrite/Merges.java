package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Effect;
import dev.partywall.sql.internal.syntax.Body;
import dev.partywall.sql.internal.syntax.Command;
import dev.partywall.sql.internal.syntax.Command.MergeClause;
import dev.partywall.sql.internal.syntax.Region;
import dev.partywall.sql.internal.syntax.Source;
import dev.partywall.sql.internal.syntax.TableSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MERGE: the source is the tenant's rows, only the tenant's rows of the target match, and new rows are the tenant's. A
 * row of the target without a partner is the tenant's by a condition of its own.
 */
final class Merges {

  private final Rewrite rewrite;

  Merges(Rewrite rewrite) {
    this.rewrite = rewrite;
  }

  void visit(Command.Merge merge, @Nullable Scope scope) {
    Relation target = rewrite.relations.write(merge.target());
    rewrite.atLeast(Effect.WRITE);
    int depth = merge.target().name().depth();
    Discriminators.Proven proven = source(merge, target, scope, depth);
    rewrite.commands.visit(merge.on(), scope);
    if (merge.returning() != null) {
      rewrite.commands.visit(merge.returning(), scope);
    }
    boolean guarded = target.ownership() != Ownership.COMMON;
    if (guarded) {
      Conditions.Clauses clauses = rewrite.conditions.new Clauses();
      clauses.on(merge.on(), qualifier(merge));
      clauses.write(new Command.Condition(null, merge.on().last()), depth);
    }
    for (MergeClause clause : merge.clauses()) {
      clause(merge, clause, target, proven, scope, depth, guarded);
    }
  }

  private String qualifier(Command.Merge merge) {
    return rewrite.written(merge.target().qualifier(), merge.target().qualifier());
  }

  private void clause(
      Command.Merge merge,
      MergeClause clause,
      Relation target,
      Discriminators.Proven proven,
      @Nullable Scope scope,
      int depth,
      boolean guarded) {
    if (clause.condition() != null) {
      rewrite.commands.visit(clause.condition(), scope);
    }
    if (guarded && clause.bySource()) {
      unmatched(merge, clause, depth);
    }
    rewrite.updates.assign(clause.assignments(), target, proven, scope);
    if (clause.insert() != null) {
      rewrite.inserts.visit(clause.insert(), target, proven, scope);
    }
  }

  private void unmatched(Command.Merge merge, MergeClause clause, int depth) {
    Region condition = clause.condition();
    String own = rewrite.conditions.on(qualifier(merge));
    int markers = rewrite.conditions.markers();
    if (condition == null) {
      rewrite.splices.after(clause.beforeThen(), depth, " and " + own, markers);
    } else {
      rewrite.splices.before(condition.from(), own + " and (", markers);
      rewrite.splices.after(condition.last(), depth, ")", 0);
    }
  }

  /**
   * Guards the source; all conditions go inside, since a row that only fails to match would be inserted.
   *
   * @return by what names a discriminator in the clauses is the tenant
   */
  private Discriminators.Proven source(Command.Merge merge, Relation target, @Nullable Scope scope, int depth) {
    List<String> names = new ArrayList<>();
    names.add(merge.target().qualifier().text());
    switch (merge.source()) {
      case TableSource table -> {
        if (rewrite.blocks.wrapped(table, scope, depth) && (table.alias() == null || !table.alias().columns())) {
          names.add(table.qualifier().text());
        }
      }
      case Source.OfQuery query when isPlain(query) && query.query().body() instanceof Body.Select select -> {
        Discriminators.Proven within = rewrite.commands.select(select, scope);
        rewrite.commands.tail(query.query(), scope);
        if (query.alias() != null && givesTenant(select, target, within)) {
          names.add(query.alias().name().text());
        }
      }
      default -> rewrite.blocks.wrapped(merge.source(), scope, depth);
    }
    return new Discriminators.Proven(List.copyOf(names), false);
  }

  private static boolean isPlain(Source.OfQuery query) {
    return query.query().with() == null && (query.alias() == null || !query.alias().columns());
  }

  /** Whether the query has one item of the discriminator's name, and that is the tenant. */
  private boolean givesTenant(Body.Select select, Relation target, Discriminators.Proven within) {
    List<Item> items =
        select.items().stream()
            .map(item -> Item.of(item, rewrite.lexed))
            .filter(item -> item.star() || rewrite.catalog.discriminator().equals(item.name()))
            .toList();
    return items.size() == 1
        && !items.getFirst().star()
        && rewrite.discriminators.accept(items.getFirst().value(), target, within);
  }
}
