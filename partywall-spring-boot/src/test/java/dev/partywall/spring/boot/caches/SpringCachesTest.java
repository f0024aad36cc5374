package dev.partywall.spring.boot.caches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.cache.CacheSettings;
import dev.partywall.cache.LayeredCache;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.ConfigurationException;
import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.actuate.PartywallActuatorAutoConfiguration;
import dev.partywall.spring.boot.actuate.PartywallMetricsAutoConfiguration;
import dev.partywall.spring.boot.actuate.TenantCachesEndpoint;
import dev.partywall.spring.boot.app.Nodes;
import dev.partywall.spring.boot.app.TestRedis;
import dev.partywall.spring.boot.jobs.PartywallJobsAutoConfiguration;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Caches as docs/cache.md says, in an application, with one layer and with two. */
@PartywallDatabases
@Timeout(180)
class SpringCachesTest {

  private static TestRedis redis;

  private final TestDatabase main;
  private final ApplicationContextRunner application;

  SpringCachesTest(TestDatabase main) {
    this.main = main;
    this.application =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    PartywallAutoConfiguration.class,
                    PartywallCachesAutoConfiguration.class,
                    PartywallJobsAutoConfiguration.class,
                    PartywallActuatorAutoConfiguration.class,
                    PartywallMetricsAutoConfiguration.class,
                    CacheAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(
                "spring.datasource.url=" + main.jdbcUrl(),
                "spring.datasource.username=" + main.username(),
                "spring.datasource.password=" + main.password(),
                "partywall.tenants[0].name=acme",
                "partywall.tenants[0].id=1",
                "partywall.tenants[1].name=globex",
                "partywall.tenants[1].id=2",
                "management.endpoints.web.exposure.include=*");
  }

  /** A product, which goes to Redis as JSON. */
  public record Product(long id, String name) {}

  /** Reads products, and counts how often it does. */
  static class Products {
    private final JdbcClient jdbc;
    final AtomicInteger reads = new AtomicInteger();

    Products(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    @Cacheable(cacheNames = "products", sync = true)
    public Product find(long id) {
      reads.incrementAndGet();
      return jdbc.sql("select id, name from product where id = ?")
          .param(id)
          .query(Product.class)
          .optional()
          .orElse(null);
    }

    @Cacheable("names")
    public String name(long id, String prefix) {
      reads.incrementAndGet();
      return prefix + jdbc.sql("select name from product where id = ?").param(id).query(String.class).single();
    }

    @CacheEvict(cacheNames = "names", allEntries = true)
    public void rename(long id, String name) {
      jdbc.sql("update product set name = ? where id = ?").params(name, id).update();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableCaching
  static class Shop {
    @Bean
    Products products(JdbcClient jdbc) {
      return new Products(jdbc);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class SomebodysCaches {
    @Bean
    ConcurrentMapCacheManager somebodys() {
      return new ConcurrentMapCacheManager();
    }
  }

  @BeforeAll
  static void startRedis() {
    redis = new TestRedis();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void reset() {
    redis.flush();
    main.execute(
        "drop schema if exists partywall cascade; drop table if exists product;"
            + "create table product (tenant_id bigint not null, id bigint, name text);"
            + "insert into product values (1, 1, 'bell'), (2, 1, 'wheel')");
  }

  private static Tenancy tenancy(ApplicationContext context, String name) {
    return Tenancy.of(context.getBean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow());
  }

  private static void eachTenantSeesItsOwn(ApplicationContext context) {
    Products products = context.getBean(Products.class);
    for (int i = 0; i < 2; i++) {
      assertThat(tenancy(context, "acme").call(() -> products.name(1, "a "))).isEqualTo("a bell");
      assertThat(tenancy(context, "globex").call(() -> products.name(1, "a "))).isEqualTo("a wheel");
    }
    assertThat(target(products).reads).hasValue(2);
    assertThatThrownBy(() -> products.name(1, "a ")).isInstanceOf(NoTenancyException.class);
    assertThatThrownBy(() -> Tenancy.across("test", List.of()).run(() -> products.name(1, "a ")))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("names");
  }

  private static Products target(Products products) {
    return (Products) org.springframework.test.util.AopTestUtils.getUltimateTargetObject(products);
  }

  @Test
  void cached_methods_keep_tenants_apart() {
    application
        .withUserConfiguration(Shop.class)
        .run(
            context -> {
              assertThat(context.getBean(CacheManager.class)).isInstanceOf(LayeredCacheManager.class);
              eachTenantSeesItsOwn(context);
            });
  }

  @Test
  void cached_methods_keep_tenants_apart_whatever_the_provider() {
    application
        .withUserConfiguration(Shop.class, SomebodysCaches.class)
        .run(
            context -> {
              assertThat(context.getBean(ConcurrentMapCacheManager.class).getCache("names"))
                  .isInstanceOf(MeasuredTenantCache.class);
              eachTenantSeesItsOwn(context);
            });
  }

  @Test
  void clearing_is_the_tenants_own_affair_whatever_the_provider() {
    for (ApplicationContextRunner each :
        List.of(
            application.withUserConfiguration(Shop.class),
            application.withUserConfiguration(Shop.class, SomebodysCaches.class))) {
      each.run(
          context -> {
            Products products = context.getBean(Products.class);
            tenancy(context, "acme").run(() -> products.name(1, ""));
            tenancy(context, "globex").run(() -> products.name(1, ""));
            tenancy(context, "acme").run(() -> products.rename(1, "horn"));
            assertThat(tenancy(context, "acme").call(() -> products.name(1, ""))).isEqualTo("horn");
            assertThat(target(products).reads).hasValue(3);
            assertThat(tenancy(context, "globex").call(() -> products.name(1, ""))).isEqualTo("wheel");
            assertThat(target(products).reads).hasValue(3);
            main.execute("update product set name = 'bell' where tenant_id = 1");
          });
    }
  }

  @Test
  void somebodys_cache_is_changed_after_the_commit_only() {
    application
        .withUserConfiguration(Shop.class, SomebodysCaches.class)
        .run(
            context -> {
              Cache cache = context.getBean(CacheManager.class).getCache("c");
              TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
              JdbcClient jdbc = context.getBean(JdbcClient.class);
              tenancy(context, "acme")
                  .run(
                      () -> {
                        cache.put("k", "before");
                        transaction.executeWithoutResult(
                            status -> {
                              cache.evict("k");
                              cache.put("other", "uncommitted");
                              cache.clear();
                              assertThat(cache.get("k", String.class)).isEqualTo("before");
                              status.setRollbackOnly();
                            });
                        assertThat(cache.get("k", String.class)).isEqualTo("before");
                        assertThat(cache.get("other")).isNull();
                        transaction.executeWithoutResult(
                            _ -> {
                              jdbc.sql("update product set name = 'x'").update();
                              // What the transaction knows nobody else may see, and what others see is old to it.
                              assertThat(cache.get("k")).isNull();
                              cache.put("k", "written");
                            });
                        assertThat(cache.get("k")).isNull();
                        transaction.executeWithoutResult(_ -> cache.put("k", "after"));
                        assertThat(cache.get("k", String.class)).isEqualTo("after");
                      });
            });
  }

  @Test
  void a_cached_method_is_run_again_after_its_table_was_written_to() {
    application
        .withUserConfiguration(Shop.class)
        .run(
            context -> {
              Products products = context.getBean(Products.class);
              JdbcClient jdbc = context.getBean(JdbcClient.class);
              Tenancy acme = tenancy(context, "acme");
              acme.run(() -> products.find(1));
              acme.run(() -> products.find(1));
              assertThat(target(products).reads.get()).isLessThanOrEqualTo(2);
              acme.run(() -> jdbc.sql("update product set name = 'horn' where id = 1").update());
              assertThat(acme.call(() -> products.find(1))).isEqualTo(new Product(1, "horn"));
            });
  }

  @Test
  void two_processes_share_what_is_in_redis_and_hear_of_changes() {
    ApplicationContextRunner shared =
        application
            .withUserConfiguration(Shop.class)
            .withPropertyValues(
                "partywall.cache.redis.url=" + redis.url(),
                "partywall.caches.products.type=" + Product.class.getName(),
                "partywall.caches.products.mem.ttl=10m",
                "partywall.caches.products.redis.ttl=20m",
                "partywall.caches.products.mem.size=100");
    shared.run(
        one ->
            shared.run(
                two -> {
                  redis.letTimePass();
                  Tenancy acme = tenancy(one, "acme");
                  Products ones = one.getBean(Products.class);
                  Products twos = two.getBean(Products.class);
                  Nodes.eventually(
                      () -> {
                        acme.run(() -> ones.find(1));
                        int before = target(ones).reads.get();
                        acme.run(() -> ones.find(1));
                        return target(ones).reads.get() == before;
                      });
                  Nodes.eventually(
                      () -> {
                        int before = target(twos).reads.get();
                        acme.run(() -> twos.find(1));
                        return target(twos).reads.get() == before;
                      });
                  acme.run(
                      () ->
                          two.getBean(JdbcClient.class).sql("update product set name = 'horn' where id = 1").update());
                  assertThat(acme.call(() -> twos.find(1)).name()).isEqualTo("horn");
                  Nodes.eventually(() -> acme.call(() -> ones.find(1)).name().equals("horn"));
                }));
  }

  @Test
  void caches_are_tuned_by_their_names() {
    application
        .withPropertyValues(
            "partywall.caches.orders.mem.ttl=5m",
            "partywall.caches.orders.mem.size=7",
            "partywall.caches.orders.negative-ttl=0s",
            "partywall.caches.orders.refresh=0.5",
            "partywall.caches.orders.double-delete=2s",
            "partywall.caches.orders.redis.enabled=false")
        .run(
            context -> {
              ConfiguredTuning tuning =
                  new ConfiguredTuning(
                      context.getBean(dev.partywall.spring.boot.PartywallSettings.class).caches(),
                      context.getBean(dev.partywall.spring.boot.PartywallSettings.class).cache().doubleDelete());
              CacheSettings<Long, String> tuned = tuning.tune(CacheSettings.of("orders", Long.class, String.class));
              assertThat(tuned.process().ttl()).hasMinutes(5);
              assertThat(tuned.size()).isEqualTo(7);
              assertThat(tuned.negative()).isZero();
              assertThat(tuned.refresh()).isEqualTo(0.5);
              assertThat(tuned.doubleDelete()).hasSeconds(2);
              assertThat(tuned.mode()).isEqualTo(dev.partywall.cache.CacheMode.PROCESS);
              CacheSettings<Long, String> other = CacheSettings.of("other", Long.class, String.class);
              assertThat(tuning.tune(other)).isEqualTo(other);
            });
  }

  @Test
  void the_endpoint_shows_and_clears_and_meters_count() {
    application.run(
        context -> {
          LayeredCache<Long, String> cache =
              context.getBean(LayeredCaches.class).cache(CacheSettings.of("c", Long.class, String.class));
          Tenancy acme = tenancy(context, "acme");
          acme.run(() -> cache.get(1L, _ -> "x"));
          acme.run(() -> cache.get(1L, _ -> "y"));
          TenantCachesEndpoint endpoint = context.getBean(TenantCachesEndpoint.class);
          Map<String, TenantCachesEndpoint.Entry> shown = endpoint.caches();
          assertThat(shown.get("c").hitsInProcess()).isEqualTo(1);
          assertThat(shown.get("c").loads()).isEqualTo(1);
          MeterRegistry meters = context.getBean(MeterRegistry.class);
          assertThat(meters.get("partywall.cache.gets").tag("result", "process").counter().count()).isEqualTo(1);
          assertThat(endpoint.clear("acme").getStatus()).isEqualTo(204);
          assertThat(endpoint.clear("nobody").getStatus()).isEqualTo(404);
          assertThat(endpoint.clear("no name at all").getStatus()).isEqualTo(404);
          assertThat(acme.call(() -> cache.get(1L, _ -> "z"))).isEqualTo("z");
        });
  }

  @Test
  void double_deletes_are_durable_and_recorded_with_the_change() {
    application
        .withPropertyValues(
            "partywall.cache.redis.url=" + redis.url(),
            "partywall.cache.double-delete.enabled=true",
            "partywall.cache.double-delete.delay=200ms",
            "partywall.jobs.poll=50ms")
        .run(
            context -> {
              LayeredCache<Long, String> cache =
                  context.getBean(LayeredCaches.class).cache(CacheSettings.of("c", Long.class, String.class));
              Tenancy acme = tenancy(context, "acme");
              acme.run(() -> cache.get(1L, _ -> "x"));
              TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
              JdbcClient jdbc = context.getBean(JdbcClient.class);
              acme.run(
                  () ->
                      transaction.executeWithoutResult(
                          status -> {
                            jdbc.sql("update product set name = 'lost'").update();
                            status.setRollbackOnly();
                          }));
              acme.run(() -> jdbc.sql("update product set name = 'horn'").update());
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              TenantJobs jobs = context.getBean(TenantJobs.class);
              Nodes.eventually(
                  () ->
                      meters.find("partywall.jobs.runs").tag("outcome", "done").timer() != null
                          && jobs.states().isEmpty());
              assertThat(jobs.failed(10)).isEmpty();
            });
  }

  @Test
  void an_application_of_one_tenant_uses_caches_as_before() {
    for (ApplicationContextRunner each :
        List.of(
            application.withUserConfiguration(Shop.class),
            application.withUserConfiguration(Shop.class, SomebodysCaches.class))) {
      each.withPropertyValues("partywall.enabled=false")
          .run(
              context -> {
                Products products = context.getBean(Products.class);
                assertThat(products.name(1, "a ")).isEqualTo("a bell");
                assertThat(products.name(1, "a ")).isEqualTo("a bell");
                assertThat(target(products).reads).hasValue(1);
                products.rename(1, "horn");
                assertThat(products.name(1, "a ")).isEqualTo("a horn");
                products.rename(1, "bell");
              });
    }
  }

  @Test
  void mistakes_are_reported() {
    application
        .withPropertyValues(
            "partywall.caches.orders.mem.tl=5m",
            "partywall.caches.orders.mem.size=0",
            "partywall.caches.orders.mem.sliding=true",
            "partywall.cache.redis.url=localhost",
            "partywall.cache.redi=x")
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(
                      ((ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure()))
                          .problems())
                  .extracting(problem -> problem.setting())
                  .containsExactlyInAnyOrder(
                      "partywall.caches.orders.mem.tl",
                      "partywall.caches.orders.mem.size",
                      "partywall.caches.orders.mem.sliding",
                      "partywall.cache.redis.url",
                      "partywall.cache.redi");
            });
  }

  @Test
  void an_application_without_the_module_starts_and_its_caches_keep_tenants_apart() {
    application
        .withUserConfiguration(SomebodysCaches.class)
        .withClassLoader(new FilteredClassLoader("dev.partywall.cache", "io.lettuce"))
        .run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean("layeredCaches");
              Cache cache = context.getBean(CacheManager.class).getCache("c");
              tenancy(context, "acme").run(() -> cache.put("k", "acme's"));
              assertThat(tenancy(context, "globex").call(() -> cache.get("k"))).isNull();
              assertThat(tenancy(context, "acme").call(() -> cache.get("k", String.class))).isEqualTo("acme's");
            });
  }
}
