package dev.partywall.jdbc.internal.pool;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JDBC URL says about the servers behind it. */
final class ServerAddress {

  private static final Pattern AUTHORITY =
      Pattern.compile("jdbc:([a-z0-9]+)(?::[a-z0-9]+)*://([^/?;]*).*", Pattern.CASE_INSENSITIVE);
  private static final Pattern CREDENTIALS = Pattern.compile("//[^/@?]*@");

  private ServerAddress() {}

  /**
   * The servers as {@code host:port}, in lower case. A URL that names several is one that the driver chooses from; one
   * that names none means the driver's default.
   */
  static List<String> of(String url) {
    Matcher matcher = AUTHORITY.matcher(url);
    if (!matcher.matches()) {
      return url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:")
          ? List.of("localhost:5432")
          : List.of(withoutCredentials(url));
    }
    String port = defaultPort(matcher.group(1).toLowerCase(Locale.ROOT));
    String hosts = matcher.group(2).substring(matcher.group(2).indexOf('@') + 1);
    return Arrays.stream(hosts.split(",", -1)).map(host -> normalized(host, port)).distinct().toList();
  }

  private static String normalized(String host, String defaultPort) {
    String lower = host.strip().toLowerCase(Locale.ROOT);
    int colon = lower.lastIndexOf(':');
    boolean hasPort = colon > lower.lastIndexOf(']');
    String name = hasPort ? lower.substring(0, colon) : lower;
    String port = hasPort && colon + 1 < lower.length() ? lower.substring(colon + 1) : defaultPort;
    return (name.isEmpty() ? "localhost" : name) + ":" + port;
  }

  private static String defaultPort(String database) {
    return switch (database) {
      case "postgresql" -> "5432";
      case "mysql", "mariadb" -> "3306";
      default -> "";
    };
  }

  /**
   * The URL as messages may show it: without its parameters, among which a password can be, and without credentials.
   */
  static String withoutCredentials(String url) {
    int parameters = url.indexOf('?');
    int properties = url.indexOf(';');
    int end = Math.min(parameters < 0 ? url.length() : parameters, properties < 0 ? url.length() : properties);
    return CREDENTIALS.matcher(url.substring(0, end)).replaceFirst("//");
  }
}
