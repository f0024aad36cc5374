/** Records and beans as rows: models over the door. */
module dev.partywall.model {
  requires static transitive org.jspecify;
  requires transitive dev.partywall.cache;
  requires transitive dev.partywall.core;
  requires transitive java.sql;
  requires transitive org.jooq;
  requires static jakarta.xml.bind;

  exports dev.partywall.model;
  exports dev.partywall.model.access;
}
