/** The door: a data source that routes and guards every statement. */
module dev.partywall.jdbc {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.core;
  requires transitive dev.partywall.sql;
  requires transitive java.sql;
  requires com.zaxxer.hikari;
  requires static org.checkerframework.checker.qual;
  requires static org.postgresql.jdbc;
  requires org.slf4j;

  exports dev.partywall.jdbc;
  exports dev.partywall.jdbc.door;
}
