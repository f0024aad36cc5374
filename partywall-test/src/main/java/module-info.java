/** Support for testing applications with several tenants. */
module dev.partywall.test {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.jdbc;
  requires transitive org.junit.jupiter.api;
  requires embedded.postgres;
  requires org.slf4j;

// exports dev.partywall.test;
}
