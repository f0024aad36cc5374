/** Tenancy scope, tenants, resolution, session, settings and errors. */
module dev.partywall.core {
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.partywall.core;
  exports dev.partywall.core.consistency;
  exports dev.partywall.core.resolve;
  exports dev.partywall.core.settings;
  exports dev.partywall.core.store;
}
