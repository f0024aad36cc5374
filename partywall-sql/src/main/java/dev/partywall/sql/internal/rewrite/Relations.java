package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Catalog.Kind;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.TableName;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.policy.SystemCatalogs;
import dev.partywall.sql.internal.syntax.TableSource;
import org.jspecify.annotations.Nullable;

/** Finds out what the relations in a statement are, and whether they may be there. */
final class Relations {

  private final Rewrite rewrite;

  Relations(Rewrite rewrite) {
    this.rewrite = rewrite;
  }

  /** The relation that a source reads and that needs a condition; null if it needs none. */
  @Nullable Relation read(TableSource source, @Nullable Scope scope) {
    if (source.schema() == null && Scope.sees(scope, source.name().text())) {
      return null;
    }
    if (isSystem(source)) {
      checkSystem(source);
      return null;
    }
    Relation relation = find(source);
    rewrite.tables.add(relation.name());
    return switch (relation.ownership()) {
      case COMMON -> null;
      case HIDDEN -> {
        checkHidden(source, relation);
        yield null;
      }
      case TENANT -> {
        checkNotHost(source, relation);
        yield relation;
      }
      case MIXED -> relation;
    };
  }

  /** The relation that a command writes to; its rows need a condition unless it is a common one. */
  Relation write(TableSource target) {
    Token name = target.name();
    if (rewrite.reach == Reach.ACROSS || rewrite.reach == Reach.ACROSS_ALL) {
      throw rewrite.refused(Reason.READ_ONLY_REACH, name, null, "Bind one tenant to write its rows.");
    }
    if (isSystem(target)) {
      throw rewrite.refused(Reason.RELATION_NOT_ALLOWED, name, null, "System catalogs are not written.");
    }
    Relation relation = find(target);
    rewrite.tables.add(relation.name());
    if (relation.ownership() == Ownership.HIDDEN || relation.rules()) {
      throw rewrite.refused(
          Reason.RELATION_NOT_ALLOWED,
          name,
          relation.name(),
          "Write to the table itself, which has the discriminator.");
    }
    if (relation.ownership() == Ownership.COMMON && rewrite.reach == Reach.TENANT) {
      throw rewrite.refused(
          Reason.COMMON_TABLE_WRITE, name, relation.name(), "Write it as the host, or give the table a discriminator.");
    }
    if (relation.ownership() == Ownership.TENANT) {
      checkNotHost(target, relation);
    }
    return relation;
  }

  private boolean isSystem(TableSource source) {
    return SystemCatalogs.isSystem(source.schema(), source.name().text());
  }

  private void checkSystem(TableSource source) {
    if (!SystemCatalogs.isOpen(source.schema(), source.name().text(), rewrite.reach)) {
      throw rewrite.refused(
          Reason.RELATION_NOT_ALLOWED,
          source.name(),
          null,
          "This system catalog shows more than one tenant may see; read it outside of the door.");
    }
  }

  private Relation find(TableSource source) {
    Relation relation =
        source.parts().size() > 2 ? null : rewrite.catalog.find(source.schema(), source.name().text()).orElse(null);
    if (relation == null) {
      throw rewrite.refused(
          Reason.UNKNOWN_RELATION,
          source.name(),
          null,
          "Check the name and the search path; after a migration, refresh the catalog.");
    }
    if (relation.kind() == Kind.SEQUENCE) {
      throw rewrite.refused(
          Reason.RELATION_NOT_ALLOWED, source.name(), relation.name(), "Use nextval or currval to read a sequence.");
    }
    checkSchema(source, relation);
    return relation;
  }

  /** Where each tenant has a schema of its own, other schemas hold no rows of this tenant. */
  private void checkSchema(TableSource source, Relation relation) {
    boolean ownSchemas = rewrite.catalog.searchPath().contains(TableName.OWN_SCHEMA);
    if (ownSchemas
        && relation.ownership() != Ownership.COMMON
        && !relation.name().schema().equals(TableName.OWN_SCHEMA)) {
      throw rewrite.refused(
          Reason.RELATION_NOT_ALLOWED,
          source.name(),
          relation.name(),
          "This tenant's tables are in a schema of its own; leave the schema out of the name.");
    }
  }

  private void checkHidden(TableSource source, Relation relation) {
    TableName name = relation.name();
    if (!rewrite.policy.allowedViews().contains(name.toString())
        && !rewrite.policy.allowedViews().contains(name.name())) {
      throw rewrite.refused(
          Reason.RELATION_NOT_ALLOWED,
          source.name(),
          name,
          "It can show rows of all tenants. Let it select the discriminator of every table that it reads, join these by it, or"
              + " allow it by name if it is safe by other means.");
    }
  }

  private void checkNotHost(TableSource source, Relation relation) {
    if (rewrite.reach == Reach.HOST) {
      throw rewrite.refused(
          Reason.TENANT_TABLE_BY_HOST,
          source.name(),
          relation.name(),
          "Bind the tenant whose rows are meant, or read across tenants.");
    }
  }
}
