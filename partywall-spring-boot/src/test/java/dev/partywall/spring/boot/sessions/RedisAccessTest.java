package dev.partywall.spring.boot.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.cache.RedisAddress;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What Spring Boot's own settings say of Redis. */
class RedisAccessTest {

  private static RedisAddress address(String... settings) {
    RedisAddress[] found = new RedisAddress[1];
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, SslAutoConfiguration.class))
        .withPropertyValues(settings)
        .run(
            context -> found[0] = RedisAddresses.of(RedisAccess.of(context.getBean(DataRedisConnectionDetails.class))));
    return found[0];
  }

  @Test
  void aServerHasUserPasswordAndDatabase() {
    RedisAddress address =
        address(
            "spring.data.redis.host=db",
            "spring.data.redis.username=app",
            "spring.data.redis.password=p@ss/word",
            "spring.data.redis.database=3");

    assertThat(address.url()).isEqualTo("redis://app:p%40ss%2Fword@db:6379/3");
    assertThat(address.cluster()).isFalse();
    assertThat(address.tls()).isNull();
  }

  @Test
  void sentinelsHaveUserAndPasswordOfTheirOwnAndTlsIsTheBundles() {
    RedisAddress address =
        address(
            "spring.data.redis.sentinel.master=tenants",
            "spring.data.redis.sentinel.nodes=a:26379,b:26380",
            "spring.data.redis.sentinel.username=watch",
            "spring.data.redis.sentinel.password=asked",
            "spring.data.redis.password=secret",
            "spring.data.redis.ssl.enabled=true");

    assertThat(address.url()).isEqualTo("rediss-sentinel://:secret@a:26379,b:26380/0#tenants");
    assertThat(address.sentinels()).isEqualTo(new RedisAddress.Login("watch", "asked"));
    assertThat(address.tls()).isNotNull();
    assertThat(address.tls().trust()).isNotNull();
  }

  @Test
  void aClusterIsItsNodes() {
    RedisAddress address = address("spring.data.redis.cluster.nodes=a:1,b:2");

    assertThat(address.url()).isEqualTo("redis://a:1,b:2");
    assertThat(address.cluster()).isTrue();
  }
}
