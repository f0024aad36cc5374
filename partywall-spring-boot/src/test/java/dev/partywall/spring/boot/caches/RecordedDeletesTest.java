package dev.partywall.spring.boot.caches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.cache.CacheSettings;
import dev.partywall.cache.LayeredCache;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.fleet.jobs.JobListener;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.app.Nodes;
import dev.partywall.spring.boot.app.TestRedis;
import dev.partywall.spring.boot.jobs.PartywallJobsAutoConfiguration;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process ends between its commit and the delete of what was cached before it. */
@PartywallDatabases
@Timeout(180)
class RecordedDeletesTest {

  private static final int KILLED = 137;

  private final TestDatabase main;

  RecordedDeletesTest(TestDatabase main) {
    this.main = main;
  }

  private static ApplicationContextRunner application(String url, String user, String password, String redis) {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                PartywallAutoConfiguration.class,
                PartywallCachesAutoConfiguration.class,
                PartywallJobsAutoConfiguration.class,
                JdbcTemplateAutoConfiguration.class,
                JdbcClientAutoConfiguration.class))
        .withPropertyValues(
            "spring.datasource.url=" + url,
            "spring.datasource.username=" + user,
            "spring.datasource.password=" + password,
            "partywall.tenants[0].name=acme",
            "partywall.tenants[0].id=1",
            "partywall.cache.redis.url=" + redis,
            "partywall.cache.double-delete.enabled=true",
            "partywall.cache.double-delete.delay=1s",
            "partywall.caches.names.mem.ttl=1ms",
            "partywall.caches.names.redis.ttl=2h",
            "partywall.jobs.run=false",
            "partywall.jobs.poll=50ms");
  }

  private static String name(ApplicationContext context) {
    return name(context, new AtomicInteger());
  }

  private static String name(ApplicationContext context, AtomicInteger loads) {
    LayeredCache<Long, String> names =
        context.getBean(LayeredCaches.class).cache(CacheSettings.of("names", Long.class, String.class));
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    return acme(context)
        .call(
            () ->
                names.get(
                    1L,
                    id -> {
                      loads.incrementAndGet();
                      return jdbc.sql("select name from product where id = ?").param(id).query(String.class).single();
                    }));
  }

  private static Tenancy acme(ApplicationContext context) {
    return Tenancy.of(context.getBean(TenantStore.class).findByName(TenantName.of("acme")).orElseThrow());
  }

  @Test
  void what_was_cached_before_is_deleted_by_another_process() {
    main.execute(
        "create table product (tenant_id bigint not null, id bigint, name text);"
            + "insert into product values (1, 1, 'bell')");
    try (TestRedis redis = new TestRedis()) {
      List<String> done = new CopyOnWriteArrayList<>();
      application(main.jdbcUrl(), main.username(), main.password(), redis.url())
          .withBean(JobListener.class, () -> adding(done))
          .run(
              context -> {
                Nodes.eventually(
                    () -> {
                      AtomicInteger loads = new AtomicInteger();
                      String _ = name(context, loads);
                      return loads.get() == 0; // found in Redis: what the process holds has long expired
                    });
                Process other =
                    new ProcessBuilder(
                            List.of(
                                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                main.jdbcUrl(),
                                main.username(),
                                main.password(),
                                redis.url()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                assertThat(other.waitFor()).isEqualTo(KILLED);
                assertThat(
                        JdbcClient.create(main.dataSource())
                            .sql("select name from product")
                            .query(String.class)
                            .single())
                    .isEqualTo("horn");
                assertThat(name(context)).as("until jobs are run, what was cached is there").isEqualTo("bell");
                context.getBean(TenantJobs.class).start();
                Nodes.eventually(() -> name(context).equals("horn"));
                Nodes.eventually(() -> done.contains("partywall.cache.delete"));
              });
    }
  }

  private static JobListener adding(List<String> done) {
    return new JobListener() {
      @Override
      public void ran(Tenancy tenancy, DatasourceName set, String name, Outcome outcome, Duration took) {
        done.add(name);
      }
    };
  }

  /** The process that ends as soon as it has committed. */
  static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) {
      application(arguments[0], arguments[1], arguments[2], arguments[3])
          .withBean(
              "halting",
              BeanPostProcessor.class,
              () ->
                  new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                      if (bean instanceof TenantDataSource door) {
                        door.listen(
                            (_, _) -> {
                              Runtime.getRuntime().halt(KILLED);
                              throw new AssertionError();
                            });
                      }
                      return bean;
                    }
                  })
          .run(
              context -> {
                name(context);
                JdbcClient jdbc = context.getBean(JdbcClient.class);
                acme(context).run(() -> jdbc.sql("update product set name = 'horn'").update());
              });
    }
  }
}
