package dev.partywall.spring.boot.async;

import org.springframework.core.Ordered;
import org.springframework.core.task.TaskDecorator;

/** Runs each task in the scope in which it was handed over. The outermost decorator, so that others run in it too. */
record ScopeTaskDecorator(ScopeBinder binder) implements TaskDecorator, Ordered {

  @Override
  public Runnable decorate(Runnable task) {
    return binder.wrap(task);
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
