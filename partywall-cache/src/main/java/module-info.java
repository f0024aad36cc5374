/** What the nodes of an application share in Redis. */
module dev.partywall.cache {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.core;
  requires lettuce.core;
  requires org.slf4j;

  exports dev.partywall.cache;
}
