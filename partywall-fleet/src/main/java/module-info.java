/** Work for all tenants: durable jobs. */
module dev.partywall.fleet {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.core;
  requires transitive dev.partywall.jdbc;
  requires transitive java.sql;
  requires com.github.kagkarlsson.scheduler;
  requires com.zaxxer.hikari;
  requires org.slf4j;

  exports dev.partywall.fleet.jobs;
}
