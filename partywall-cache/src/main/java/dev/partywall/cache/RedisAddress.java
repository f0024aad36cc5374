package dev.partywall.cache;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is, and how one gets in.
 *
 * @param url such as {@code redis://user:password@host:6379/0}, {@code rediss://host}, {@code
 *     redis-sentinel://:password@host1,host2/0#master}, or with several hosts of a cluster
 * @param cluster whether the URL names nodes of a Redis Cluster
 * @param sentinels as whom sentinels are asked; null if they ask for nothing
 * @param tls whom connections trust, where the URL asks for TLS; null for what the JVM trusts
 */
public record RedisAddress(String url, boolean cluster, @Nullable Login sentinels, @Nullable Tls tls) {

  /**
   * A user of sentinels.
   *
   * @param username the user; null for the one that has no name
   */
  public record Login(@Nullable String username, String password) {

    void applyTo(RedisURI uri) {
      if (username == null) {
        uri.setAuthentication(password.toCharArray());
      } else {
        uri.setAuthentication(username, password.toCharArray());
      }
    }

    /** Hides the password. */
    @Override
    public String toString() {
      return String.valueOf(username);
    }
  }

  /**
   * Whom connections trust, and as whom they are trusted.
   *
   * @param keys the certificates to show; null for none
   * @param trust whom to trust; null for what the JVM trusts
   * @param protocols the versions that may be used; none for the JVM's
   * @param ciphers the suites that may be used; none for the JVM's
   */
  public record Tls(
      @Nullable KeyManagerFactory keys,
      @Nullable TrustManagerFactory trust,
      List<String> protocols,
      List<String> ciphers) {

    public Tls {
      protocols = List.copyOf(protocols);
      ciphers = List.copyOf(ciphers);
    }

    SslOptions options() {
      SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
      if (keys != null) {
        options.keyManager(keys);
      }
      if (trust != null) {
        options.trustManager(trust);
      }
      if (!protocols.isEmpty()) {
        options.protocols(protocols.toArray(String[]::new));
      }
      if (!ciphers.isEmpty()) {
        options.cipherSuites(ciphers.toArray(String[]::new));
      }
      return options.build();
    }
  }

  /**
   * A server, or a master behind sentinels.
   *
   * @throws IllegalArgumentException if it is no URL of Redis
   */
  public static RedisAddress of(String url) {
    return new RedisAddress(url, false, null, null);
  }

  /**
   * A cluster, by some of its nodes.
   *
   * @throws IllegalArgumentException if it is no URL of Redis
   */
  public static RedisAddress cluster(String url) {
    return new RedisAddress(url, true, null, null);
  }

  public RedisAddress {
    List<RedisURI> _ = uris(url);
  }

  /** This address, whose sentinels are asked as a user. */
  public RedisAddress withSentinels(Login sentinels) {
    return new RedisAddress(url, cluster, sentinels, tls);
  }

  /** This address, reached by these means. */
  public RedisAddress withTls(Tls tls) {
    return new RedisAddress(url, cluster, sentinels, tls);
  }

  List<RedisURI> uris() {
    List<RedisURI> uris = uris(url);
    if (sentinels != null) {
      uris.getFirst().getSentinels().forEach(sentinels::applyTo);
    }
    return uris;
  }

  private static List<RedisURI> uris(String url) {
    boolean sentinel = url.startsWith("redis-sentinel:") || url.startsWith("rediss-sentinel:");
    return sentinel || url.startsWith("redis-socket:")
        ? List.of(RedisURI.create(url))
        : RedisClusterURIUtil.toRedisURIs(URI.create(url));
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return url.replaceFirst("//[^@/]*@", "//") + (cluster ? " (cluster)" : "");
  }
}
