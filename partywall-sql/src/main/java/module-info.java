/** The guard: SQL text in, a tenant-safe statement or a refusal out. */
module dev.partywall.sql {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.core;
  requires dev.partywall.sql.parser;
  requires org.slf4j;

  exports dev.partywall.sql;
  exports dev.partywall.sql.guard;
}
