package dev.partywall.spring.boot.sessions;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/**
 * Where Redis is, and how one gets in.
 *
 * @param url its URL
 * @param cluster whether it is a cluster
 * @param sentinelUser as whom sentinels are asked
 * @param sentinelPassword the password for that; null if they ask for none
 * @param tls whom connections trust; null for what the JVM trusts
 */
public record RedisAccess(
    String url,
    boolean cluster,
    @Nullable String sentinelUser,
    @Nullable String sentinelPassword,
    @Nullable SslBundle tls) {

  /** Hides the passwords. */
  @Override
  public String toString() {
    return url.replaceFirst("//[^@/]*@", "//") + (cluster ? " (cluster)" : "");
  }

  /** What a URL of our own settings says. */
  public static RedisAccess of(String url, boolean cluster) {
    return new RedisAccess(url, cluster, null, null, null);
  }

  /** What Spring Boot's own settings, or a service connection, describe; null if that is none of the known kinds. */
  public static @Nullable RedisAccess of(DataRedisConnectionDetails details) {
    SslBundle tls = details.getSslBundle();
    String scheme = tls == null ? "redis" : "rediss";
    String login = login(details.getUsername(), details.getPassword());
    DataRedisConnectionDetails.Cluster cluster = details.getCluster();
    if (cluster != null) {
      return new RedisAccess(scheme + "://" + login + hosts(cluster.getNodes()), true, null, null, tls);
    }
    DataRedisConnectionDetails.Sentinel sentinel = details.getSentinel();
    if (sentinel != null) {
      String url =
          "%s-sentinel://%s%s/%d#%s"
              .formatted(scheme, login, hosts(sentinel.getNodes()), sentinel.getDatabase(), sentinel.getMaster());
      return new RedisAccess(url, false, sentinel.getUsername(), sentinel.getPassword(), tls);
    }
    DataRedisConnectionDetails.Standalone server = details.getStandalone();
    return server == null
        ? null
        : new RedisAccess(
            scheme + "://" + login + server.getHost() + ":" + server.getPort() + "/" + server.getDatabase(),
            false,
            null,
            null,
            tls);
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
