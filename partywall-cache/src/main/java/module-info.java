/** Caches in the process and in Redis, and what else the nodes of an application share in Redis. */
module dev.partywall.cache {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.core;
  requires transitive tools.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires lettuce.core;
  requires org.slf4j;

  exports dev.partywall.cache;
}
