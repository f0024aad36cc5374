package dev.partywall.spring.boot.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.spring.boot.app.Seen;
import dev.partywall.spring.boot.app.TestTenants;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

class TenancyMethodsTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(PartywallAsyncAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

  private final ApplicationContextRunner working = application.withBean(TestTenants.class).withBean(Work.class);

  @Test
  void aMethodForTheHostRunsForTheHostWhereverItIsCalled() {
    working.run(
        context -> {
          Work work = context.getBean(Work.class);
          assertThat(work.forHost()).isEqualTo("host nobody ANONYMOUS mdc=host");
          assertThat(Tenancy.of(TestTenants.ACME).call(work::forHost)).startsWith("host ");
        });
  }

  @Test
  void aMethodForEachTenantRunsOnceForEveryActiveTenant() {
    working.run(
        context -> {
          Work work = context.getBean(Work.class);
          work.forEachTenant();
          assertThat(work.seen())
              .containsExactly("acme nobody TENANT_KNOWN mdc=acme", "globex nobody TENANT_KNOWN mdc=globex");
          assertThat(Tenancy.find()).isEmpty();
        });
  }

  @Test
  void oneTenantsFailureDoesNotStopTheOthersAndIsReported() {
    working.run(
        context -> {
          Work work = context.getBean(Work.class);
          assertThatExceptionOfType(TenantRunsFailedException.class)
              .isThrownBy(work::failingForAcme)
              .withMessage(
                  "Work.failingForAcme() failed for 1 of 2 tenants (acme: java.lang.IllegalStateException: planted);"
                      + " the others were done")
              .satisfies(e -> assertThat(e.failures()).containsOnlyKeys(TenantName.of("acme")))
              .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
          assertThat(work.seen()).containsExactly("globex");
        });
  }

  @Test
  void anErrorIsAFailureOfItsTenantToo() {
    working.run(
        context -> {
          Work work = context.getBean(Work.class);
          assertThatExceptionOfType(TenantRunsFailedException.class)
              .isThrownBy(work::failingWithError)
              .satisfies(e -> assertThat(e.failures()).hasSize(2));
        });
  }

  @Test
  void anInterruptStopsTheRuns() {
    working.run(
        context -> {
          Work work = context.getBean(Work.class);
          assertThatExceptionOfType(InterruptedException.class).isThrownBy(work::interrupting);
          assertThat(work.seen()).containsExactly("acme");
        });
  }

  @Test
  void aStoreThatIsDownFailsTheWork() {
    working.run(
        context -> {
          context.getBean(TestTenants.class).setDown(true);
          Work work = context.getBean(Work.class);
          assertThatExceptionOfType(dev.partywall.core.TenantStoreUnavailableException.class)
              .isThrownBy(work::forEachTenant);
          assertThat(work.seen()).isEmpty();
        });
  }

  @Test
  void withoutADirectoryTheWorkFails() {
    application
        .withBean(Work.class)
        .run(
            context ->
                assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                    .isThrownBy(context.getBean(Work.class)::forEachTenant)
                    .withMessageContaining("TenantDirectory"));
  }

  @Test
  void aMethodThatReturnsAValueCannotRunForEachTenant() {
    application
        .withBean(Returning.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("@ForEachTenant")
                    .hasMessageContaining("make it void"));
  }

  @Test
  void aMethodCannotBeForTheHostAndForTenants() {
    application
        .withBean(Both.class)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("leave one of them out"));
  }

  @Test
  void theTenancyIsBoundBeforeTheTransactionBegins() {
    working
        .withUserConfiguration(Transactions.class)
        .run(
            context -> {
              context.getBean(TransactionalWork.class).forEachTenant();
              assertThat(context.getBean(Begins.class).seen()).containsExactly("acme", "globex");
            });
  }

  @Test
  void scheduledMethodsRunForWhomTheySayAndUnboundOtherwise() {
    application
        .withBean(TestTenants.class)
        .withUserConfiguration(Scheduling.class)
        .run(
            context -> {
              Scheduling.Jobs jobs = context.getBean(Scheduling.Jobs.class);
              assertThat(take(jobs.host())).isEqualTo("host");
              assertThat(List.of(take(jobs.perTenant()), take(jobs.perTenant()))).containsExactly("acme", "globex");
              assertThat(take(jobs.unbound())).isEqualTo("no-tenancy");
            });
  }

  private static String take(BlockingQueue<String> queue) throws InterruptedException {
    return queue.poll(30, TimeUnit.SECONDS);
  }

  static class Work {
    private final List<String> seen = new java.util.ArrayList<>();

    List<String> seen() {
      return seen;
    }

    @ForHost
    public String forHost() {
      return Seen.now().toString();
    }

    @ForEachTenant
    public void forEachTenant() {
      seen.add(Seen.now().toString());
    }

    @ForEachTenant
    public void failingForAcme() {
      if (Seen.tenancyNow().equals("acme")) {
        throw new IllegalStateException("planted");
      }
      seen.add(Seen.tenancyNow());
    }

    @ForEachTenant
    public void failingWithError() {
      throw new AssertionError("planted");
    }

    @ForEachTenant
    public void interrupting() throws InterruptedException {
      seen.add(Seen.tenancyNow());
      Thread.currentThread().interrupt();
    }
  }

  static class Returning {
    @ForEachTenant
    public String value() {
      return "";
    }
  }

  static class Both {
    @ForHost
    @ForEachTenant
    public void both() {}
  }

  static class TransactionalWork {
    @Transactional
    @ForEachTenant
    public void forEachTenant() {}
  }

  /** Remembers in which tenancy each transaction begins. */
  static class Begins extends AbstractPlatformTransactionManager {
    private final List<String> seen = new java.util.ArrayList<>();

    List<String> seen() {
      return seen;
    }

    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
      seen.add(Seen.tenancyNow());
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(proxyTargetClass = true)
  static class Transactions {
    @Bean
    Begins transactionManager() {
      return new Begins();
    }

    @Bean
    TransactionalWork transactionalWork() {
      return new TransactionalWork();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableScheduling
  static class Scheduling {
    @Bean
    Jobs jobs() {
      return new Jobs();
    }

    static class Jobs {
      private final BlockingQueue<String> host = new LinkedBlockingQueue<>();
      private final BlockingQueue<String> tenants = new LinkedBlockingQueue<>();
      private final BlockingQueue<String> unbound = new LinkedBlockingQueue<>();

      BlockingQueue<String> host() {
        return host;
      }

      BlockingQueue<String> perTenant() {
        return tenants;
      }

      BlockingQueue<String> unbound() {
        return unbound;
      }

      @Scheduled(fixedDelay = 3_600_000)
      @ForHost
      public void forHost() {
        host.add(Seen.tenancyNow());
      }

      @Scheduled(fixedDelay = 3_600_000)
      @ForEachTenant
      public void forEachTenant() {
        tenants.add(Seen.tenancyNow());
      }

      @Scheduled(fixedDelay = 3_600_000)
      public void neither() {
        try {
          Tenancy.current();
        } catch (NoTenancyException e) {
          unbound.add(e.code());
        }
      }
    }
  }
}
