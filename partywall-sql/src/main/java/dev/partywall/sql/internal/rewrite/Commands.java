package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Effect;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Body;
import dev.partywall.sql.internal.syntax.Command;
import dev.partywall.sql.internal.syntax.Command.With;
import dev.partywall.sql.internal.syntax.Region;
import dev.partywall.sql.internal.syntax.TableSource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Goes through commands and queries, with what they see of WITH. */
final class Commands {

  private static final Set<String> SETS = Set.of("rollup", "cube", "grouping");

  private final Rewrite rewrite;

  Commands(Rewrite rewrite) {
    this.rewrite = rewrite;
  }

  void visit(Command command, @Nullable Scope scope) {
    Scope inner = with(command.with(), scope);
    switch (command) {
      case Command.Query query -> visitQuery(query, inner);
      case Command.Insert insert -> rewrite.inserts.visit(insert, inner);
      case Command.Update update -> rewrite.updates.visit(update, inner);
      case Command.Delete delete -> rewrite.updates.visit(delete, inner);
      case Command.Merge merge -> rewrite.merges.visit(merge, inner);
    }
  }

  void visit(Region region, @Nullable Scope scope) {
    for (Command.Query query : region.queries()) {
      visit(query, scope);
    }
  }

  void visit(List<Region> regions, @Nullable Scope scope) {
    for (Region region : regions) {
      visit(region, scope);
    }
  }

  /** A query of a WITH clause does not see itself, so that its name means the table, unless it is RECURSIVE. */
  @Nullable Scope with(@Nullable With with, @Nullable Scope outer) {
    if (with == null) {
      return outer;
    }
    Scope scope = outer;
    if (with.recursive()) {
      for (With.Entry entry : with.entries()) {
        scope = new Scope(entry.name(), scope);
      }
      for (With.Entry entry : with.entries()) {
        visit(entry.body(), scope);
      }
      return scope;
    }
    for (With.Entry entry : with.entries()) {
      visit(entry.body(), scope);
      scope = new Scope(entry.name(), scope);
    }
    return scope;
  }

  /** Everything of a query but its WITH clause. */
  private void visitQuery(Command.Query query, @Nullable Scope scope) {
    visit(query.body(), scope);
    tail(query, scope);
  }

  /** ORDER BY, LIMIT and locking. */
  void tail(Command.Query query, @Nullable Scope scope) {
    visit(query.tail(), scope);
    Token locking = query.locking();
    if (locking != null) {
      if (rewrite.reach == Reach.ACROSS || rewrite.reach == Reach.ACROSS_ALL) {
        throw rewrite.refused(Reason.READ_ONLY_REACH, locking, null, "Bind one tenant to lock its rows.");
      }
      rewrite.atLeast(Effect.LOCKING_READ);
    }
  }

  private void visit(Body body, @Nullable Scope scope) {
    switch (body) {
      case Body.Select select -> select(select, scope);
      case Body.Values values -> values.rows().forEach(row -> visit(row.values(), scope));
      case Body.Table table -> table(table, scope);
      case Body.Combined combined -> {
        visit(combined.left(), scope);
        visit(combined.right(), scope);
      }
      case Body.Bracketed bracketed -> visit(bracketed.query(), scope);
    }
  }

  /** Guards a block; gives the relations whose discriminator is proven in it. */
  Discriminators.Proven select(Body.Select select, @Nullable Scope scope) {
    Token first = rewrite.token(select.from());
    visit(select.items(), scope);
    visit(select.others(), scope);
    Conditions.Clauses clauses = rewrite.conditions.new Clauses();
    List<Blocks.Leaf> leaves = rewrite.blocks.place(select.sources(), clauses, scope, first.depth());
    Region where = select.condition().region();
    if (where != null) {
      visit(where, scope);
    }
    clauses.write(select.condition(), first.depth());
    if (select.others().stream().anyMatch(this::groupsInSets)) {
      return Discriminators.Proven.NONE;
    }
    boolean single = select.sources().size() == 1 && select.sources().getFirst() instanceof TableSource;
    select.others().stream()
        .filter(this::isGrouping)
        .forEach(grouping -> rewrite.keys.grouping(grouping, leaves, single, first.depth()));
    List<String> certain =
        leaves.stream().filter(Blocks.Leaf::certain).map(leaf -> leaf.source().qualifier().text()).toList();
    return new Discriminators.Proven(certain, single);
  }

  private boolean isGrouping(Region region) {
    return rewrite.token(region.from() - 1).is("by");
  }

  /** Whether ROLLUP, CUBE or GROUPING SETS can stand in it, which make rows with NULL in the columns grouped by. */
  private boolean groupsInSets(Region region) {
    return IntStream.range(region.from(), region.to()).anyMatch(i -> rewrite.token(i).isAny(SETS));
  }

  /** {@code TABLE t} has no place for a condition, {@code SELECT * FROM t} has. */
  private void table(Body.Table body, @Nullable Scope scope) {
    TableSource table = body.table();
    Relation relation = rewrite.relations.read(table, scope);
    if (relation != null && rewrite.conditions.needed()) {
      String condition = rewrite.conditions.on(rewrite.written(table.name(), table.name()));
      int depth = rewrite.token(body.keyword()).depth();
      rewrite.splices.replace(body.keyword(), body.keyword() + 1, "select * from", 0);
      rewrite.splices.after(table.to() - 1, depth, " where " + condition, rewrite.conditions.markers());
    }
  }
}
