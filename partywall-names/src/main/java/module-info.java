/** Constants for configured tenants, made by the compiler. */
module dev.partywall.names {
  requires static transitive org.jspecify;
  requires transitive java.compiler;
  requires org.yaml.snakeyaml;

  exports dev.partywall.names;

  provides javax.annotation.processing.Processor with
      dev.partywall.names.TenantNamesProcessor;
}
