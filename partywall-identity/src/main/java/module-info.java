/** Users, roles and permissions of the host and of each tenant. */
module dev.partywall.identity {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.core;
  requires transitive dev.partywall.jdbc;
  requires transitive java.sql;
  requires transitive spring.security.crypto;
  requires com.github.benmanes.caffeine;
  requires flyway.core;
  requires org.slf4j;
  requires static spring.core;

  exports dev.partywall.identity;
}
