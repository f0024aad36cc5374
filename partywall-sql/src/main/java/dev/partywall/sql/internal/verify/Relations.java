package dev.partywall.sql.internal.verify;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.Reach;
import dev.partywall.sql.internal.verify.Condition.Form;
import dev.partywall.sql.internal.verify.Outline.Reference;
import java.util.Optional;
import java.util.Set;

/** What the catalog says of the relations that a text names, and what its reach asks of each. */
final class Relations {

  private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema");

  private final Catalog catalog;
  private final GuardPolicy policy;
  private final Reach reach;
  private final Binds binds;

  Relations(Catalog catalog, GuardPolicy policy, Reach reach, Binds binds) {
    this.catalog = catalog;
    this.policy = policy;
    this.reach = reach;
    this.binds = binds;
  }

  String discriminator() {
    return catalog.discriminator();
  }

  /** The relation that a name means; empty for one of the system's. */
  Optional<Relation> find(Reference reference) {
    Optional<Relation> relation = catalog.find(reference.schema(), reference.name());
    if (relation.isEmpty() && !isSystem(reference)) {
      throw new Unverified("the relation is not known: " + reference.name());
    }
    return relation;
  }

  private static boolean isSystem(Reference reference) {
    return reference.schema() == null ? reference.name().startsWith("pg_") : SYSTEM.contains(reference.schema());
  }

  /** The relation that is written to. */
  Relation target(Reference reference) {
    Relation relation =
        catalog
            .find(reference.schema(), reference.name())
            .orElseThrow(() -> new Unverified("the target is not known: " + reference.name()));
    boolean writer = reach == Reach.TENANT || reach == Reach.HOST;
    if (!writer) {
      throw new Unverified("a reach that only reads writes", relation.name());
    }
    if (relation.ownership() == Ownership.COMMON && reach != Reach.HOST) {
      throw new Unverified("a tenant writes a common table", relation.name());
    }
    if (relation.ownership() == Ownership.HIDDEN) {
      throw new Unverified("it is written although it hides whose its rows are", relation.name());
    }
    return relation;
  }

  /** Requires that rows of a relation can be the reach's own. */
  void requireWritable(Relation relation) {
    if (relation.ownership() == Ownership.TENANT && reach == Reach.HOST) {
      throw new Unverified("the host writes a tenant table", relation.name());
    }
  }

  /** Whether each reference to a relation needs a condition on its discriminator. */
  boolean needsCondition(Relation relation) {
    return switch (relation.ownership()) {
      case COMMON -> false;
      case HIDDEN -> {
        requireAllowed(relation);
        yield false;
      }
      case TENANT -> {
        if (reach == Reach.HOST) {
          throw new Unverified("the host reads a tenant table", relation.name());
        }
        yield reach != Reach.ACROSS_ALL;
      }
      case MIXED -> reach != Reach.ACROSS_ALL;
    };
  }

  private void requireAllowed(Relation relation) {
    Set<String> allowed = policy.allowedViews();
    if (!allowed.contains(relation.name().toString()) && !allowed.contains(relation.name().name())) {
      throw new Unverified("it hides whose its rows are", relation.name());
    }
  }

  /** Whether a condition keeps the relation's rows inside the reach. */
  boolean binds(Relation relation, Condition condition) {
    return switch (reach) {
      case TENANT -> condition.form() == Form.EQUAL && binds.use(condition.ordinal());
      case ACROSS -> condition.form() == Form.ANY && binds.use(condition.ordinal());
      case HOST -> condition.form() == Form.NULL && relation.ownership() == Ownership.MIXED;
      case ACROSS_ALL -> false;
    };
  }
}
