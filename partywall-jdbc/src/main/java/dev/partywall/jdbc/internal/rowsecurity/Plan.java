package dev.partywall.jdbc.internal.rowsecurity;

import dev.partywall.jdbc.RowSecurityDrift;
import dev.partywall.jdbc.RowSecurityReport;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.rowsecurity.Database.Found;
import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Kind;
import dev.partywall.sql.Catalog.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares what a database has with what its catalog asks for. */
final class Plan {

  private static final Set<String> READ = Set.of("SELECT");
  private static final Set<String> WRITE = Set.of("SELECT", "INSERT", "UPDATE", "DELETE");
  private static final Set<String> ALL = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE");
  private static final Set<String> DRAW = Set.of("USAGE", "SELECT");
  private static final Set<String> SET = Set.of("USAGE", "SELECT", "UPDATE");

  private final RowSecurityRoles roles;
  private final boolean views;
  private final List<RowSecurityDrift> drifts = new ArrayList<>();
  private final List<String> uncovered = new ArrayList<>();

  /**
   * @param views whether views can run with their caller's rights, as since PostgreSQL 15
   */
  Plan(RowSecurityRoles roles, boolean views) {
    this.roles = roles;
    this.views = views;
  }

  RowSecurityReport report() {
    return new RowSecurityReport(drifts, uncovered);
  }

  void add(List<RowSecurityDrift> others) {
    drifts.addAll(others);
  }

  void schema(String name) {
    drifts.add(
        new RowSecurityDrift(
            "Schema " + name,
            "cannot be used by the roles",
            List.of("GRANT USAGE ON SCHEMA " + name + " TO " + roles.tenant() + ", " + roles.host())));
  }

  void relation(Catalog.Relation wanted, Database.Relation found) {
    Drift drift = new Drift(found);
    switch (wanted.kind()) {
      case TABLE, PARTITIONED_TABLE -> table(wanted.ownership(), found, drift);
      case VIEW -> view(wanted.ownership(), found, drift);
      case MATERIALIZED_VIEW, FOREIGN_TABLE -> {
        if (wanted.ownership() != Ownership.COMMON) {
          uncovered.add(
              found.name() + " is a " + (wanted.kind() == Kind.FOREIGN_TABLE ? "foreign table" : "materialized view"));
        }
        grants(wanted, found, drift);
      }
      case SEQUENCE -> {
        drift.grants("SEQUENCE ", roles.tenant(), found.tenantMay(), DRAW, SET);
        drift.grants("SEQUENCE ", roles.host(), found.hostMay(), SET, Set.of());
      }
    }
    drift.tell();
  }

  private void table(Ownership ownership, Database.Relation found, Drift drift) {
    if (ownership == Ownership.TENANT || ownership == Ownership.MIXED) {
      locked(found, drift);
    }
    grants(ownership, found, drift);
  }

  private void locked(Database.Relation found, Drift drift) {
    String column = String.valueOf(found.column());
    drift.policy(Policy.tenant(found.name(), column, String.valueOf(found.type()), roles));
    drift.policy(Policy.host(found.name(), roles));
    found.policies().forEach((name, policy) -> drift.foreign(name, policy));
    if (!found.enabled()) {
      drift.add("has no row-level security", "ALTER TABLE " + found.name() + " ENABLE ROW LEVEL SECURITY");
    }
    if (!found.forced()) {
      drift.add("does not bind its owner", "ALTER TABLE " + found.name() + " FORCE ROW LEVEL SECURITY");
    }
  }

  /** A view reads with its owner's rights, and so past the policies, unless it is told otherwise. */
  private void view(Ownership ownership, Database.Relation found, Drift drift) {
    if (ownership != Ownership.COMMON && !found.invoker()) {
      if (views) {
        drift.add("reads with its owner's rights", "ALTER VIEW " + found.name() + " SET (security_invoker = true)");
      } else {
        uncovered.add(found.name() + " is a view, and reads with its owner's rights before PostgreSQL 15");
      }
    }
    // What the guard does not let pass is read through the caller's policies, if it is allowed by name.
    grants(ownership == Ownership.HIDDEN && views ? Ownership.COMMON : ownership, found, drift);
  }

  private void grants(Catalog.Relation wanted, Database.Relation found, Drift drift) {
    grants(wanted.ownership(), found, drift);
  }

  private void grants(Ownership ownership, Database.Relation found, Drift drift) {
    Set<String> tenant =
        switch (ownership) {
          case TENANT, MIXED -> WRITE;
          case COMMON -> READ;
          case HIDDEN -> Set.of();
        };
    drift.grants("", roles.tenant(), found.tenantMay(), tenant, ALL);
    drift.grants("", roles.host(), found.hostMay(), ALL, Set.of());
  }

  /** What is wrong with one relation. */
  private final class Drift {
    private final Database.Relation found;
    private final List<String> problems = new ArrayList<>();
    private final List<String> repair = new ArrayList<>();

    Drift(Database.Relation found) {
      this.found = found;
    }

    void add(String problem, String... statements) {
      problems.add(problem);
      repair.addAll(List.of(statements));
    }

    void policy(Policy policy) {
      Found there = found.policies().get(policy.name());
      if (there == null) {
        add("lacks the policy " + policy.name(), policy.ddl().toArray(String[]::new));
      } else if (!policy.comment(there.fingerprint()).equals(there.comment())) {
        add("has another policy " + policy.name(), policy.ddl().toArray(String[]::new));
      }
    }

    void foreign(String name, Found policy) {
      if (policy.widens() && !name.equals(Policy.TENANT) && !name.equals(Policy.HOST)) {
        add(
            "has the policy " + name + ", which shows tenants more",
            "DROP POLICY " + policy.quoted() + " ON " + found.name());
      }
    }

    /**
     * @param needed the rights that the role must have
     * @param closed the rights that it must not have if it does not need them
     */
    void grants(String kind, String role, Set<String> has, Set<String> needed, Set<String> closed) {
      Set<String> missing = minus(needed, has);
      if (!missing.isEmpty()) {
        String rights = String.join(", ", missing);
        add("does not let " + role + " " + rights, "GRANT " + rights + " ON " + kind + found.name() + " TO " + role);
      }
      Set<String> surplus = minus(has, needed);
      surplus.retainAll(closed);
      if (!surplus.isEmpty()) {
        String rights = String.join(", ", surplus);
        add(
            "lets " + role + " " + rights,
            "REVOKE " + rights + " ON " + kind + found.name() + " FROM " + role + ", PUBLIC");
      }
    }

    void tell() {
      if (!problems.isEmpty()) {
        drifts.add(new RowSecurityDrift(found.name(), String.join(", ", problems), repair));
      }
    }

    private static Set<String> minus(Collection<String> from, Collection<String> what) {
      Set<String> rest = new TreeSet<>(from);
      rest.removeAll(what);
      return rest;
    }
  }
}
