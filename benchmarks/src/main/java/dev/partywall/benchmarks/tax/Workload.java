package dev.partywall.benchmarks.tax;

/** The statements that are compared. */
enum Workload {
  PRIMARY_KEY_READ("primary_key_read"),
  PRIMARY_KEY_READ_ONE_TENANT("primary_key_read_one_tenant"),
  LIST_20("list_20"),
  INSERT("insert"),
  UPDATE("update"),
  JOIN_4("join_4");

  private final String label;

  Workload(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
