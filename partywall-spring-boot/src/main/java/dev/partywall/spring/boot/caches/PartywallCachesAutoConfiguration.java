package dev.partywall.spring.boot.caches;

import dev.partywall.cache.CacheListener;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.fleet.jobs.Job;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SingleTenant;
import dev.partywall.spring.boot.sessions.RedisAccess;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Caches that keep tenants apart: Partywall's own, and those of Spring whatever their provider. */
@AutoConfiguration(
    after = PartywallAutoConfiguration.class,
    beforeName = {
      "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
      "dev.partywall.spring.boot.jobs.PartywallJobsAutoConfiguration"
    },
    afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBean(TenantDataSource.class)
@ConditionalOnBooleanProperty(name = "partywall.cache.enabled", matchIfMissing = true)
public final class PartywallCachesAutoConfiguration {

  private static final Logger log = LoggerFactory.getLogger(PartywallCachesAutoConfiguration.class);

  /** Only where the module is. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(LayeredCaches.class)
  static class Layered {

    @Bean
    @ConditionalOnMissingBean
    LayeredCaches layeredCaches(
        TenantDataSource door,
        PartywallSettings settings,
        Environment environment,
        ObjectProvider<RedisLocation> location,
        ObjectProvider<CacheListener> listeners,
        Optional<LaterDeletes> later) {
      LayeredCaches caches =
          CachesOf.settings(settings, address(settings, environment, location), listeners, later.orElse(null));
      caches.use(door.sessions());
      door.listen(caches);
      return caches;
    }

    private static Optional<RedisAccess> address(
        PartywallSettings settings, Environment environment, ObjectProvider<RedisLocation> location) {
      if (!settings.cache().redis().enabled()) {
        return Optional.empty();
      }
      String own = settings.cache().redis().url();
      if (own != null) {
        return Optional.of(RedisAccess.of(own, settings.cache().redis().cluster()));
      }
      String sessions = settings.sessions().redis().url();
      if (sessions != null) {
        return Optional.of(RedisAccess.of(sessions, settings.sessions().redis().cluster()));
      }
      return location.stream().findFirst().flatMap(each -> each.address(environment));
    }
  }

  /** Where the application says that Redis is. */
  @FunctionalInterface
  interface RedisLocation {
    Optional<RedisAccess> address(Environment environment);
  }

  /** The Redis that the application uses already. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({LayeredCaches.class, DataRedisConnectionDetails.class})
  @ConditionalOnBean(DataRedisConnectionDetails.class)
  static class SharedRedis {

    @Bean
    RedisLocation redisLocation(DataRedisConnectionDetails details) {
      return environment -> {
        if (!RedisAccess.isSet(details, environment)) {
          return Optional.empty();
        }
        RedisAccess address = RedisAccess.of(details);
        if (address == null) {
          log.warn("What describes Redis ({}) is of no known kind; set partywall.cache.redis.url", details);
        }
        return Optional.ofNullable(address);
      };
    }
  }

  /** Only where there is a durable queue, and deletes are to be done again. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({LayeredCaches.class, TenantJobs.class})
  @ConditionalOnBooleanProperty(name = "partywall.cache.double-delete.enabled")
  static class DurableDeletes {

    @Bean
    Job<String> cacheDeletes(ObjectProvider<LayeredCaches> caches) {
      return DeleteJobs.job(text -> caches.getObject().again(text));
    }

    @Bean
    LaterDeletes laterDeletes(ObjectProvider<TenantJobs> jobs, Job<String> cacheDeletes) {
      return new DeleteJobs(jobs::getObject, cacheDeletes);
    }

    @Bean
    RecordedDeletes recordedDeletes(
        TenantDataSource door,
        PartywallSettings settings,
        LayeredCaches caches,
        ObjectProvider<TenantJobs> jobs,
        Job<String> cacheDeletes) {
      RecordedDeletes recorded = new RecordedDeletes(settings, caches, jobs::getObject, cacheDeletes);
      door.record(recorded);
      return recorded;
    }
  }

  /** Only where methods are cached. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({CacheManager.class, LayeredCaches.class})
  @ConditionalOnBean(CacheAspectSupport.class)
  @ConditionalOnMissingBean(value = CacheManager.class, name = "cacheResolver")
  @ConditionalOnProperty(name = "spring.cache.type", matchIfMissing = true, havingValue = "\0")
  static class OwnManager {

    @Bean
    LayeredCacheManager cacheManager(LayeredCaches caches, PartywallSettings settings, Optional<SingleTenant> single) {
      return new LayeredCacheManager(caches, settings.caches(), single.map(SingleTenant::tenancy));
    }
  }

  /** Keeps tenants apart in everybody's caches. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(CacheManager.class)
  static class Others {

    @Bean
    static TenantCachesPostProcessor tenantCachesPostProcessor(ObjectProvider<SingleTenant> single) {
      return new TenantCachesPostProcessor(single);
    }
  }
}
