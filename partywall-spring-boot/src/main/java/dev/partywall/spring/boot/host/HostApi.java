package dev.partywall.spring.boot.host;

/** Where the API is. */
final class HostApi {

  static final String BASE = "/host/api";
  static final String TENANTS = BASE + "/tenants";
  static final String OPERATIONS = BASE + "/operations";
  static final String AUDIT = BASE + "/audit";
  static final String DESCRIPTION = BASE + "/openapi.yaml";

  private HostApi() {}
}
