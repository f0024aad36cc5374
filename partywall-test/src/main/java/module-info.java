/** Support for testing applications with several tenants. */
module dev.partywall.test {
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;
  requires transitive java.sql;
  requires java.naming;
  requires embedded.postgres;
  requires org.postgresql.jdbc;
  requires org.slf4j;

  exports dev.partywall.test;
}
