package dev.partywall.spring.boot.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.cache.RedisTokenStore;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class PartywallSessionsAutoConfigurationTest {

  private final WebApplicationContextRunner application =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(PartywallAutoConfiguration.class, PartywallSessionsAutoConfiguration.class))
          .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost/app");

  private final WebApplicationContextRunner withRedis =
      application.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class));

  @Test
  void an_application_needs_neither_redis_nor_a_client_of_services() {
    application
        .withClassLoader(
            new FilteredClassLoader(
                "dev.partywall.cache",
                "io.lettuce",
                "org.springframework.boot.data",
                "org.springframework.boot.restclient"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(CallerSessions.class)
                    .doesNotHaveBean(TokenStore.class));
  }

  @Test
  void a_redis_that_nobody_described_is_not_used() {
    withRedis.run(context -> assertThat(context.getBeanProvider(TokenStore.class).getIfAvailable()).isNull());
  }

  @Test
  void the_redis_of_the_application_is_used() {
    withRedis
        .withPropertyValues("spring.data.redis.host=localhost")
        .run(context -> assertThat(context).hasSingleBean(RedisTokenStore.class).hasSingleBean(TenantDataSource.class));
  }

  @Test
  void partywalls_own_setting_counts_more() {
    withRedis
        .withPropertyValues("spring.data.redis.host=localhost", "partywall.sessions.redis.url=redis://localhost:1")
        .run(context -> assertThat(context).hasSingleBean(RedisTokenStore.class));
  }
}
