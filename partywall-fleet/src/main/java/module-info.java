/** Tenants as the host sees them, and work for all of them. */
module dev.partywall.fleet {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.core;
  requires transitive dev.partywall.jdbc;
  requires transitive java.sql;
  requires com.github.kagkarlsson.scheduler;
  requires com.zaxxer.hikari;
  requires org.slf4j;

  exports dev.partywall.fleet;
  exports dev.partywall.fleet.jobs;
}
