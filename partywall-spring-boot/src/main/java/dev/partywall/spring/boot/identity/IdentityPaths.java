package dev.partywall.spring.boot.identity;

import java.util.List;

/** Where names and passwords are given in requests, of a tenant's users and of the host's. */
final class IdentityPaths {

  static final String HOST = "/host";
  static final String PASSWORD = "/password";
  private static final String TOKEN = "/token";

  private IdentityPaths() {}

  /** Those of both; nothing else below them is open. */
  static String[] open(String path) {
    return new String[] {path + TOKEN, path + PASSWORD, HOST + path + TOKEN, HOST + path + PASSWORD};
  }

  /** Those of the host's users. */
  static List<String> ofHost(String path) {
    return List.of(HOST + path + TOKEN, HOST + path + PASSWORD);
  }
}
