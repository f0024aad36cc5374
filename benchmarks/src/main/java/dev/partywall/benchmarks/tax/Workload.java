package dev.partywall.benchmarks.tax;

import java.util.List;

/** The statements that are compared. */
enum Workload {
  PRIMARY_KEY_READ("primary_key_read"),
  PRIMARY_KEY_READ_ONE_TENANT("primary_key_read_one_tenant"),
  LIST_20("list_20"),
  INSERT("insert"),
  UPDATE("update"),
  JOIN_4("join_4"),
  PRIMARY_KEY_READ_ON_READER("primary_key_read_on_reader");

  /** Those that run on one database, for many tenants. */
  static final List<Workload> ON_ONE_NODE = List.of(PRIMARY_KEY_READ, LIST_20, INSERT, UPDATE, JOIN_4);

  private final String label;

  Workload(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
