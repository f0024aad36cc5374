package dev.partywall.spring.boot.async;

import static dev.partywall.spring.boot.app.TestTenants.ACME;
import static dev.partywall.spring.boot.app.TestTenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import dev.partywall.spring.boot.app.Seen;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

class PropagationTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  PartywallAsyncAutoConfiguration.class,
                  TaskExecutionAutoConfiguration.class,
                  TaskSchedulingAutoConfiguration.class));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void asynchronousMethodsAndListenersRunInTheirCallersScope(boolean virtual) {
    application
        .withUserConfiguration(AsyncApplication.class)
        .withPropertyValues("spring.threads.virtual.enabled=" + virtual)
        .run(
            context -> {
              Worker worker = context.getBean(Worker.class);
              assertThat(in(ACME, () -> worker.seen().get())).isEqualTo("acme nobody TENANT_KNOWN mdc=acme");
              assertThat(in(GLOBEX, () -> worker.seen().get())).isEqualTo("globex nobody TENANT_KNOWN mdc=globex");
              assertThat(worker.seen().get()).isEqualTo("unbound nobody ANONYMOUS mdc=null");
              CompletableFuture<String> heard = new CompletableFuture<>();
              in(ACME, () -> publish(context, new Happened(heard)));
              assertThat(heard.get()).isEqualTo("acme nobody TENANT_KNOWN mdc=acme");
            });
  }

  @Test
  void theApplicationTaskExecutorRunsTasksInTheirCallersScope() {
    application.run(
        context -> {
          AsyncTaskExecutor executor = context.getBean(AsyncTaskExecutor.class);
          assertThat(in(ACME, () -> executor.submit(() -> Seen.now().toString()).get())).startsWith("acme ");
          assertThat(in(ACME, () -> executor.submitCompletable(() -> Seen.now().toString()).get())).startsWith("acme ");
          assertThat(executor.submit(() -> Seen.now().toString()).get()).startsWith("unbound ");
        });
  }

  @Test
  void theScopeIsBoundOutsideOfTheApplicationsOwnDecorator() {
    application
        .withUserConfiguration(DecoratingApplication.class)
        .run(
            context -> {
              AsyncTaskExecutor executor = context.getBean(AsyncTaskExecutor.class);
              assertThat(in(ACME, () -> executor.submit(() -> MDC.get("decorated")).get())).isEqualTo("in acme");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool", "simple", "virtual", "fixed", "plain", "asExecutor"})
  void theApplicationsOwnExecutorsRunTasksInTheirCallersScope(String name) {
    application
        .withUserConfiguration(ExecutorsApplication.class)
        .run(
            context -> {
              Executor executor = context.getBean(name, Executor.class);
              assertThat(in(ACME, () -> executed(executor))).isEqualTo("acme nobody TENANT_KNOWN mdc=acme");
              assertThat(executed(executor)).isEqualTo("unbound nobody ANONYMOUS mdc=null");
            });
  }

  @Test
  void everyWayToHandOverATaskIsCovered() {
    application
        .withUserConfiguration(ExecutorsApplication.class)
        .run(
            context -> {
              ExecutorService fixed = context.getBean("fixed", ExecutorService.class);
              Callable<String> task = () -> Seen.now().tenancy();
              assertThat(in(ACME, () -> fixed.submit(task).get())).isEqualTo("acme");
              assertThat(in(ACME, () -> fixed.invokeAny(List.of(task)))).isEqualTo("acme");
              assertThat(in(ACME, () -> fixed.invokeAny(List.of(task), 9, TimeUnit.SECONDS))).isEqualTo("acme");
              assertThat(in(ACME, () -> fixed.invokeAll(List.of(task)).getFirst().get())).isEqualTo("acme");
              assertThat(in(ACME, () -> fixed.invokeAll(List.of(task), 9, TimeUnit.SECONDS).getFirst().get()))
                  .isEqualTo("acme");
              CompletableFuture<String> ran = new CompletableFuture<>();
              assertThat(in(ACME, () -> fixed.submit(() -> done(ran), "result").get())).isEqualTo("result");
              assertThat(ran.get()).startsWith("acme ");
            });
  }

  @Test
  void anExecutorsOwnDecoratorIsKept() {
    application
        .withUserConfiguration(ExecutorsApplication.class)
        .run(
            context -> {
              AsyncTaskExecutor simple = context.getBean("simple", AsyncTaskExecutor.class);
              assertThat(in(ACME, () -> simple.submit(() -> MDC.get("own")).get())).isEqualTo("of acme");
              assertThat(context.getBean("simple", SimpleAsyncTaskExecutor.class).isThrottleActive()).isFalse();
            });
  }

  @Test
  void beansKeepTheirTypes() {
    application
        .withUserConfiguration(ExecutorsApplication.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean("pool")).isInstanceOf(ThreadPoolTaskExecutor.class);
              assertThat(context.getBean("pool", ThreadPoolTaskExecutor.class).getCorePoolSize()).isEqualTo(1);
              assertThat(context.getBean("concrete").getClass()).isEqualTo(ThreadPoolExecutor.class);
            });
  }

  @Test
  void anExecutorOfAConcreteJavaClassIsLeftAloneAndTakesWrappedTasks() {
    application
        .withUserConfiguration(ExecutorsApplication.class)
        .run(
            context -> {
              Executor concrete = context.getBean("concrete", Executor.class);
              assertThat(in(ACME, () -> executed(concrete))).startsWith("unbound ");
              assertThat(in(ACME, () -> executed(Scope.propagating(concrete)))).startsWith("acme ");
            });
  }

  @Test
  void executorsCanBeExcludedOneByOneOrAllTogether() {
    application
        .withUserConfiguration(ExecutorsApplication.class)
        .withPropertyValues("partywall.async.excluded-executors=pool")
        .run(
            context -> {
              assertThat(in(ACME, () -> executed(context.getBean("pool", Executor.class)))).startsWith("unbound ");
              assertThat(in(ACME, () -> executed(context.getBean("fixed", Executor.class)))).startsWith("acme ");
            });
    application
        .withUserConfiguration(ExecutorsApplication.class)
        .withPropertyValues("partywall.async.executors=false")
        .run(
            context ->
                assertThat(in(ACME, () -> executed(context.getBean("fixed", Executor.class)))).startsWith("unbound "));
  }

  @Test
  void theSessionCrossesThreadsToo() {
    application.run(
        context -> {
          AsyncTaskExecutor executor = context.getBean(AsyncTaskExecutor.class);
          Scope scope = Scope.current().with(Tenancy.of(ACME)).with(new TenantSession("ada", ACME.id()));
          String seen = scope.call(() -> executor.submit(() -> Seen.now().toString()).get());
          assertThat(seen).isEqualTo("acme ada TENANT_USER mdc=acme");
        });
  }

  @Test
  void theLogsContextIsPutBackAfterwards() {
    application
        .withPropertyValues("partywall.mdc.user=true", "partywall.mdc.tenant-key=customer")
        .run(
            context -> {
              ScopeBinder binder = context.getBean(ScopeBinder.class);
              Scope scope = Scope.current().with(Tenancy.of(ACME)).with(new TenantSession("ada", ACME.id()));
              MDC.put("customer", "before");
              try {
                binder.run(
                    scope,
                    () -> {
                      assertThat(MDC.get("customer")).isEqualTo("acme");
                      assertThat(MDC.get("user")).isEqualTo("ada");
                      assertThat(MDC.get("tenant")).isNull();
                    });
                assertThat(MDC.get("customer")).isEqualTo("before");
                assertThat(MDC.get("user")).isNull();
              } finally {
                MDC.clear();
              }
            });
  }

  @Test
  void theLogsContextCanBeLeftAlone() {
    application
        .withPropertyValues("partywall.mdc.enabled=false")
        .run(
            context ->
                context
                    .getBean(ScopeBinder.class)
                    .run(
                        Scope.current().with(Tenancy.host()),
                        () -> assertThat(Seen.now().toString()).isEqualTo("host nobody ANONYMOUS mdc=null")));
  }

  private static <T> T in(dev.partywall.core.Tenant tenant, Callable<T> block) throws Exception {
    return Scope.current().with(Tenancy.of(tenant)).with(new TenantSession(null, tenant.id())).call(block::call);
  }

  private static String executed(Executor executor) throws Exception {
    CompletableFuture<String> ran = new CompletableFuture<>();
    executor.execute(() -> done(ran));
    return ran.get();
  }

  private static void done(CompletableFuture<String> ran) {
    ran.complete(Seen.now().toString());
  }

  private static Void publish(ApplicationEventPublisher publisher, Object event) {
    publisher.publishEvent(event);
    return null;
  }

  record Happened(CompletableFuture<String> heard) {}

  static class Worker {
    @Async
    CompletableFuture<String> seen() {
      return CompletableFuture.completedFuture(Seen.now().toString());
    }

    @Async
    @EventListener
    void hear(Happened event) {
      event.heard().complete(Seen.now().toString());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  static class AsyncApplication {
    @Bean
    Worker worker() {
      return new Worker();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class DecoratingApplication {
    @Bean
    TaskDecorator decorator() {
      return task ->
          () -> {
            MDC.put("decorated", "in " + Seen.tenancyNow());
            try {
              task.run();
            } finally {
              MDC.remove("decorated");
            }
          };
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ExecutorsApplication {
    @Bean
    ThreadPoolTaskExecutor pool() {
      return new ThreadPoolTaskExecutor();
    }

    @Bean
    AsyncTaskExecutor simple() {
      SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("simple-");
      executor.setTaskDecorator(
          task ->
              () -> {
                MDC.put("own", "of " + Seen.tenancyNow());
                task.run();
              });
      return executor;
    }

    @Bean
    ExecutorService virtual() {
      return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Bean
    ExecutorService fixed() {
      return Executors.newFixedThreadPool(1);
    }

    @Bean
    Executor plain() {
      Consumer<Runnable> start = task -> Thread.ofVirtual().start(task);
      return start::accept;
    }

    @Bean
    Executor asExecutor() {
      ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
      executor.initialize();
      return executor;
    }

    @Bean
    ThreadPoolExecutor concrete() {
      return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }
  }
}
