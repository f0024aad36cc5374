package dev.partywall.jdbc;

import java.util.List;

/**
 * What row-level security of a database lacks.
 *
 * @param drifts what is to be put right
 * @param uncovered relations with tenants' rows that row-level security cannot guard, and why; the guard alone does
 */
public record RowSecurityReport(List<RowSecurityDrift> drifts, List<String> uncovered) {

  public RowSecurityReport {
    drifts = List.copyOf(drifts);
    uncovered = List.copyOf(uncovered);
  }

  /** The statements that put everything right, in their order. */
  public List<String> ddl() {
    return drifts.stream().flatMap(drift -> drift.repair().stream()).toList();
  }
}
