package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import java.util.List;

/**
 * A risk in a database's schema.
 *
 * @param code what kind of risk; stable, and documented in {@code docs/doctor.md}
 * @param severity how bad it is
 * @param datasource the set whose database has it
 * @param object what has it: a table, constraint, view, function, sequence or role, as it is written in DDL
 * @param why what can happen
 * @param ddl statements that end it, to be run in this order by the owner; empty if there is no such statement. Read
 *     them first: they lock tables, and fail where rows contradict
 */
public record Finding(
    String code, Severity severity, DatasourceName datasource, String object, String why, List<String> ddl) {

  /** Copies the list. */
  public Finding {
    ddl = List.copyOf(ddl);
  }

  /** How bad a finding is; the worst is the first. */
  public enum Severity {
    /** Tenants see each other's rows. */
    ERROR,
    /** Tenants can disturb or find out about each other, or a lock is open. */
    WARNING,
    /** Right in some applications: to be looked at once. */
    INFO
  }
}
