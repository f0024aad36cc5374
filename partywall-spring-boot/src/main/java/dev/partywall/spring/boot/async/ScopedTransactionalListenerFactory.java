package dev.partywall.spring.boot.async;

import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.springframework.context.ApplicationListener;
import org.springframework.transaction.annotation.RestrictedTransactionalEventListenerFactory;

/** Makes {@code @TransactionalEventListener} methods run in the scope in which the event was published. */
final class ScopedTransactionalListenerFactory extends RestrictedTransactionalEventListenerFactory {

  private static final int BEFORE_SPRINGS_OWN = 49;

  private final Supplier<ScopeBinder> binder;

  ScopedTransactionalListenerFactory(Supplier<ScopeBinder> binder) {
    this.binder = binder;
    setOrder(BEFORE_SPRINGS_OWN);
  }

  @Override
  public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
    super.createApplicationListener(beanName, type, method); // refuses what Spring refuses
    return new ScopedTransactionalListener(beanName, type, method, binder);
  }
}
