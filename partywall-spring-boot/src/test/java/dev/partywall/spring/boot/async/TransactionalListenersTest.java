package dev.partywall.spring.boot.async;

import static dev.partywall.spring.boot.app.TestTenants.ACME;
import static dev.partywall.spring.boot.app.TestTenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.spring.boot.app.Seen;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

class TransactionalListenersTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(PartywallAsyncAutoConfiguration.class, TransactionAutoConfiguration.class))
          .withBean(TenancyMethodsTest.Begins.class)
          .withBean(Listener.class);

  @Test
  void aListenerRunsInTheScopeOfItsEventAndNotInThatOfTheCommit() {
    application.run(
        context -> {
          Tenancy.host()
              .run(
                  () ->
                      new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                          .executeWithoutResult(
                              status -> {
                                Tenancy.of(ACME).run(() -> context.publishEvent("one"));
                                Tenancy.of(GLOBEX).run(() -> context.publishEvent("two"));
                                context.publishEvent("three");
                              }));
          assertThat(context.getBean(Listener.class).heard)
              .containsExactly(
                  "at once one acme",
                  "at once two globex",
                  "at once three host",
                  "before commit one acme",
                  "before commit two globex",
                  "before commit three host",
                  "after commit one acme",
                  "after commit two globex",
                  "after commit three host");
        });
  }

  @Test
  void afterARollbackTheScopeIsTheEventsToo() {
    application.run(
        context -> {
          new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
              .executeWithoutResult(
                  status -> {
                    Tenancy.of(ACME).run(() -> context.publishEvent("one"));
                    status.setRollbackOnly();
                  });
          assertThat(context.getBean(Listener.class).heard)
              .containsExactly("at once one acme", "after rollback or without transaction one acme");
        });
  }

  @Test
  void withoutATransactionSpringsRulesHold() {
    application.run(
        context -> {
          Tenancy.of(ACME).run(() -> context.publishEvent("one"));
          assertThat(context.getBean(Listener.class).heard)
              .containsExactly("at once one acme", "after rollback or without transaction one acme");
        });
  }

  static class Listener {
    final List<String> heard = new CopyOnWriteArrayList<>();

    @EventListener
    public void now(String event) {
      hear("at once", event);
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    public void before(String event) {
      hear("before commit", event);
    }

    @TransactionalEventListener
    public void after(String event) {
      hear("after commit", event);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK, fallbackExecution = true)
    public void rolledBack(String event) {
      hear("after rollback or without transaction", event);
    }

    private void hear(String when, String event) {
      heard.add(when + " " + event + " " + Seen.tenancyNow());
    }
  }
}
