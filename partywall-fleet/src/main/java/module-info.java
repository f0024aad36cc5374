/** Tenants as the host sees them, and work for all of them. */
module dev.partywall.fleet {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.core;
  requires transitive dev.partywall.jdbc;
  requires transitive java.sql;
  requires com.github.kagkarlsson.scheduler;
  requires com.zaxxer.hikari;
  requires flyway.core;
  requires static org.checkerframework.checker.qual;
  requires org.postgresql.jdbc;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports dev.partywall.fleet;
  exports dev.partywall.fleet.jobs;
  exports dev.partywall.fleet.lifecycle;
  exports dev.partywall.fleet.registry;

  // Flyway reads the migrations.
  opens dev.partywall.fleet.registry.migration;
}
