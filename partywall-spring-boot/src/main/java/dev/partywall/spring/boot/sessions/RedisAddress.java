package dev.partywall.spring.boot.sessions;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.core.env.Environment;

/**
 * Where Redis is.
 *
 * @param url its URL
 * @param cluster whether it is a cluster
 */
public record RedisAddress(String url, boolean cluster) {

  /** What Spring Boot's own settings, or a service connection, describe; null if that is none of the known kinds. */
  public static @Nullable RedisAddress of(DataRedisConnectionDetails details) {
    String scheme = details.getSslBundle() == null ? "redis" : "rediss";
    String login = login(details.getUsername(), details.getPassword());
    DataRedisConnectionDetails.Cluster cluster = details.getCluster();
    if (cluster != null) {
      return new RedisAddress(scheme + "://" + login + hosts(cluster.getNodes()), true);
    }
    DataRedisConnectionDetails.Sentinel sentinel = details.getSentinel();
    if (sentinel != null) {
      return new RedisAddress(
          scheme
              + "-sentinel://"
              + login
              + hosts(sentinel.getNodes())
              + "/"
              + sentinel.getDatabase()
              + "#"
              + sentinel.getMaster(),
          false);
    }
    DataRedisConnectionDetails.Standalone server = details.getStandalone();
    return server == null
        ? null
        : new RedisAddress(
            scheme + "://" + login + server.getHost() + ":" + server.getPort() + "/" + server.getDatabase(), false);
  }

  /** Whether somebody said where Redis is: the host that Spring Boot takes otherwise may have none. */
  public static boolean isSet(DataRedisConnectionDetails details, Environment environment) {
    boolean fromSettings = details.getClass().getName().endsWith(".PropertiesDataRedisConnectionDetails");
    return !fromSettings
        || Stream.of("url", "host", "sentinel.master", "cluster.nodes", "cluster.nodes[0]")
            .anyMatch(name -> environment.containsProperty("spring.data.redis." + name));
  }

  private static String login(@Nullable String user, @Nullable String password) {
    if (password == null || password.isEmpty()) {
      return "";
    }
    return (user == null ? "" : encoded(user)) + ":" + encoded(password) + "@";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String hosts(List<Node> nodes) {
    return nodes.stream().map(node -> node.host() + ":" + node.port()).collect(Collectors.joining(","));
  }
}
