package dev.partywall.spring.boot.lifecycle;

import dev.partywall.fleet.lifecycle.SeedTransaction;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.Callable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** All seeders of a tenant work in one transaction of Spring's, which is theirs alone. */
final class SpringSeedTransaction implements SeedTransaction {

  private final PlatformTransactionManager manager;

  SpringSeedTransaction(PlatformTransactionManager manager) {
    this.manager = manager;
  }

  @Override
  public void run(Callable<?> seeders) throws Exception {
    TransactionTemplate template = new TransactionTemplate(manager);
    template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    try {
      template.executeWithoutResult(_ -> call(seeders));
    } catch (UndeclaredThrowableException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** A checked exception rolls back as well. */
  private static void call(Callable<?> seeders) {
    try {
      var _ = seeders.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new UndeclaredThrowableException(e);
    }
  }
}
