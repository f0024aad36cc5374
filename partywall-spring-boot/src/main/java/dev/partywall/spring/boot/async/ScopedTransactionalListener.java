package dev.partywall.spring.boot.async;

import dev.partywall.core.Scope;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEvent;
import org.springframework.transaction.event.TransactionalApplicationListenerAdapter;
import org.springframework.transaction.event.TransactionalApplicationListenerMethodAdapter;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A listener that waits for the transaction and then runs in the scope in which the event was published. The
 * transaction may end in another scope: it can hold blocks for several tenants.
 */
final class ScopedTransactionalListener extends TransactionalApplicationListenerMethodAdapter {

  private final Supplier<ScopeBinder> binder;
  private final List<SynchronizationCallback> callbacks = new CopyOnWriteArrayList<>();

  ScopedTransactionalListener(String beanName, Class<?> type, Method method, Supplier<ScopeBinder> binder) {
    super(beanName, type, method);
    this.binder = binder;
  }

  @Override
  public void addCallback(SynchronizationCallback callback) {
    super.addCallback(callback);
    callbacks.add(callback);
  }

  @Override
  public void onApplicationEvent(ApplicationEvent event) {
    if (TransactionSynchronizationManager.isSynchronizationActive()
        && TransactionSynchronizationManager.isActualTransactionActive()) {
      inScopeOfPublisher().onApplicationEvent(event);
    } else {
      super.onApplicationEvent(event);
    }
  }

  private TransactionalApplicationListenerAdapter<ApplicationEvent> inScopeOfPublisher() {
    Scope scope = Scope.current();
    TransactionalApplicationListenerAdapter<ApplicationEvent> waiting =
        new TransactionalApplicationListenerAdapter<>(event -> binder.get().run(scope, () -> processEvent(event)));
    waiting.setTransactionPhase(getTransactionPhase());
    waiting.setOrder(getOrder());
    waiting.setListenerId(getListenerId());
    callbacks.forEach(waiting::addCallback);
    return waiting;
  }
}
