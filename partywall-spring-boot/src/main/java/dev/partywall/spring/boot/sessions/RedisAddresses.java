package dev.partywall.spring.boot.sessions;

import dev.partywall.cache.RedisAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/** Addresses as the module for Redis takes them. A class of its own, since not every application has the module. */
public final class RedisAddresses {

  private RedisAddresses() {}

  /** The address. */
  public static RedisAddress of(RedisAccess access) {
    return new RedisAddress(access.url(), access.cluster(), sentinels(access), tls(access.tls()));
  }

  private static RedisAddress.@Nullable Login sentinels(RedisAccess access) {
    String password = access.sentinelPassword();
    return password == null ? null : new RedisAddress.Login(access.sentinelUser(), password);
  }

  private static RedisAddress.@Nullable Tls tls(@Nullable SslBundle bundle) {
    if (bundle == null) {
      return null;
    }
    SslOptions options = bundle.getOptions();
    return new RedisAddress.Tls(
        bundle.getManagers().getKeyManagerFactory(),
        bundle.getManagers().getTrustManagerFactory(),
        list(options.getEnabledProtocols()),
        list(options.getCiphers()));
  }

  private static List<String> list(String @Nullable [] values) {
    return Optional.ofNullable(values).map(Arrays::asList).orElse(List.of());
  }
}
