package dev.partywall.spring.boot.sessions;

import dev.partywall.cache.RedisTokenStore;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SessionProperties;
import dev.partywall.spring.boot.UnstoredTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Lets sessions see what they wrote on all nodes of an application. */
@AutoConfiguration(
    after = PartywallAutoConfiguration.class,
    afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
public final class PartywallSessionsAutoConfiguration {

  private static final Logger log = LoggerFactory.getLogger(PartywallSessionsAutoConfiguration.class);

  private static final String URL = "partywall.sessions.redis.url";

  /** What Partywall's own settings say. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RedisTokenStore.class)
  @ConditionalOnMissingBean(TokenStore.class)
  @ConditionalOnProperty(URL)
  static class OwnRedis {

    @Bean
    RedisTokenStore redisTokenStore(PartywallSettings settings) {
      SessionProperties.Redis redis = settings.sessions().redis();
      return RedisStores.of(settings, RedisAccess.of(String.valueOf(redis.url()), redis.cluster()));
    }
  }

  /** The Redis that the application uses already. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({RedisTokenStore.class, DataRedisConnectionDetails.class})
  @ConditionalOnMissingBean(TokenStore.class)
  @ConditionalOnBean(DataRedisConnectionDetails.class)
  @ConditionalOnProperty(name = URL, matchIfMissing = true, havingValue = "\0")
  static class SharedRedis {

    @Bean
    @Nullable RedisTokenStore redisTokenStore(
        PartywallSettings settings, DataRedisConnectionDetails details, Environment environment) {
      if (!RedisAccess.isSet(details, environment)) {
        return null;
      }
      RedisAccess address = RedisAccess.of(details);
      if (address == null) {
        log.warn(
            "What describes Redis ({}) is of no known kind; set {} to let other nodes see own writes", details, URL);
        return null;
      }
      return RedisStores.of(settings, address);
    }
  }

  /** Only where there are requests. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(HttpServletRequest.class)
  static class OfCallers {

    @Bean
    CallerSessions callerSessions(PartywallSettings settings, UnstoredTokens unstored, TenantDataSource door) {
      return new CallerSessions(settings.sessions(), settings.keep(), unstored, door::ended, Clock.systemUTC());
    }
  }

  /** Only where other services are called. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({RestClientCustomizer.class, RestTemplateCustomizer.class})
  static class ToServices {

    @Bean
    RestClientCustomizer positionOfRestClients(PartywallSettings settings, Optional<TokenStore> store) {
      return client -> interceptor(settings, store).ifPresent(client::requestInterceptor);
    }

    @Bean
    RestTemplateCustomizer positionOfRestTemplates(PartywallSettings settings, Optional<TokenStore> store) {
      return template -> interceptor(settings, store).ifPresent(template.getInterceptors()::add);
    }

    private static Optional<PositionInterceptor> interceptor(PartywallSettings settings, Optional<TokenStore> store) {
      SessionProperties sessions = settings.sessions();
      if (sessions.propagateTo().isEmpty()) {
        return Optional.empty();
      }
      PositionText positions = new PositionText(new Signer(sessions.secret(), Clock.systemUTC()), settings.keep());
      return Optional.of(
          new PositionInterceptor(
              positions, sessions.propagateTo(), sessions.settleTimeout(), settings.keep(), store.orElse(null)));
    }
  }
}
