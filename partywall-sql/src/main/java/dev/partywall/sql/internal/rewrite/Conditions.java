package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Reach;
import dev.partywall.sql.internal.lex.Names;
import dev.partywall.sql.internal.syntax.Command.Condition;
import dev.partywall.sql.internal.syntax.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the conditions that keep a statement inside its reach. */
final class Conditions {

  private final Rewrite rewrite;
  private final String discriminator;

  Conditions(Rewrite rewrite) {
    this.rewrite = rewrite;
    this.discriminator = Names.written(rewrite.catalog.discriminator());
  }

  /** Whether rows with a discriminator need a condition at all. */
  boolean needed() {
    return rewrite.reach != Reach.ACROSS_ALL;
  }

  /** How many markers a condition has. */
  int markers() {
    return rewrite.reach == Reach.TENANT || rewrite.reach == Reach.ACROSS ? 1 : 0;
  }

  /** The condition on the rows of what is known by this qualifier, as written in the statement. */
  String on(String qualifier) {
    String column = qualifier + "." + discriminator;
    return switch (rewrite.reach) {
      case TENANT -> column + " = ?";
      case ACROSS -> column + " = any (?)";
      case HOST -> column + " is null";
      case ACROSS_ALL -> throw new IllegalStateException("no condition");
    };
  }

  /** The discriminator's column, ready to be written. */
  String discriminator() {
    return discriminator;
  }

  /** What goes into the discriminator of a new row. */
  String value() {
    return rewrite.reach == Reach.HOST ? "null" : "?";
  }

  /** Collects conditions by the clause that they go to. */
  final class Clauses {

    private final List<String> where = new ArrayList<>();
    private final Map<Region, List<String>> on = new LinkedHashMap<>();

    void where(String qualifier) {
      where.add(on(qualifier));
    }

    void on(Region clause, String qualifier) {
      on.computeIfAbsent(clause, key -> new ArrayList<>()).add(Conditions.this.on(qualifier));
    }

    private String on(String qualifier) {
      return Conditions.this.on(qualifier);
    }

    /** Writes all of them; {@code condition} is the place of WHERE in a query of this depth. */
    void write(Condition condition, int depth) {
      on.forEach((clause, conditions) -> extend(clause, conditions, depth));
      if (where.isEmpty()) {
        return;
      }
      Region region = condition.region();
      if (region == null) {
        String text = " where " + String.join(" and ", where);
        rewrite.splices.after(condition.after(), depth, text, where.size() * markers());
      } else {
        extend(region, where, depth);
      }
    }

    /**
     * The new conditions come first. PostgreSQL keeps to that for none of them: it checks cheaper conditions before,
     * and an equality after others of its cost. So a condition of the caller may fail on a row that is not the
     * tenant's.
     */
    private void extend(Region clause, List<String> conditions, int depth) {
      rewrite.splices.before(clause.from(), String.join(" and ", conditions) + " and (", conditions.size() * markers());
      rewrite.splices.after(clause.last(), depth, ")", 0);
    }
  }
}
