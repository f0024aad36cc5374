package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Effect;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Command;
import dev.partywall.sql.internal.syntax.Command.Assignment;
import dev.partywall.sql.internal.syntax.Command.ColumnTarget;
import dev.partywall.sql.internal.syntax.Command.Condition;
import dev.partywall.sql.internal.syntax.Region;
import dev.partywall.sql.internal.syntax.Source;
import dev.partywall.sql.internal.syntax.TableSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UPDATE and DELETE: conditions on the target and on what is joined to it; the discriminator stays. */
final class Updates {

  private final Rewrite rewrite;

  Updates(Rewrite rewrite) {
    this.rewrite = rewrite;
  }

  void visit(Command.Update update, @Nullable Scope scope) {
    Relation target = rewrite.relations.write(update.target());
    String name = update.target().qualifier().text();
    assign(update.assignments(), target, new Discriminators.Proven(List.of(name), update.sources().isEmpty()), scope);
    change(target, update.target(), update.sources(), update.condition(), update.returning(), scope);
  }

  void visit(Command.Delete delete, @Nullable Scope scope) {
    Relation target = rewrite.relations.write(delete.target());
    change(target, delete.target(), delete.sources(), delete.condition(), delete.returning(), scope);
  }

  private void change(
      Relation relation,
      TableSource target,
      List<Source> sources,
      Condition condition,
      @Nullable Region returning,
      @Nullable Scope scope) {
    rewrite.atLeast(Effect.WRITE);
    Conditions.Clauses clauses = rewrite.conditions.new Clauses();
    if (relation.ownership() != Ownership.COMMON) {
      clauses.where(rewrite.written(target.qualifier(), target.qualifier()));
    }
    int depth = target.name().depth();
    rewrite.blocks.place(sources, clauses, scope, depth);
    if (condition.region() != null) {
      rewrite.commands.visit(condition.region(), scope);
    }
    if (returning != null) {
      rewrite.commands.visit(returning, scope);
    }
    clauses.write(condition, depth);
  }

  /** Checks what SET gives to the discriminator. */
  void assign(List<Assignment> assignments, Relation relation, Discriminators.Proven proven, @Nullable Scope scope) {
    for (Assignment assignment : assignments) {
      rewrite.commands.visit(assignment.values(), scope);
      for (int i = 0; i < assignment.columns().size(); i++) {
        ColumnTarget column = assignment.columns().get(i);
        if (relation.ownership() != Ownership.COMMON && isDiscriminator(column.name())) {
          checkUnchanged(assignment, i, relation, proven);
        }
      }
    }
  }

  private boolean isDiscriminator(Token column) {
    return column.text().equals(rewrite.catalog.discriminator());
  }

  private void checkUnchanged(Assignment assignment, int index, Relation relation, Discriminators.Proven proven) {
    ColumnTarget column = assignment.columns().get(index);
    boolean single = assignment.columns().size() == assignment.values().size();
    boolean unchanged =
        column.plain() && single && rewrite.discriminators.accept(assignment.values().get(index), relation, proven);
    if (!unchanged) {
      throw rewrite.refused(
          Reason.DISCRIMINATOR_CHANGE,
          column.name(),
          relation.name(),
          "Leave it out of SET, or give it the current tenant's id as a parameter or literal.");
    }
  }
}
