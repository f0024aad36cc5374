package dev.partywall.spring.boot.async;

import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.TaskScheduler;

/** Makes the application's own executor beans run tasks in the scope of the code that handed them over. */
final class ExecutorPostProcessor implements BeanPostProcessor {

  private static final Logger log = LoggerFactory.getLogger(ExecutorPostProcessor.class);

  private static final String BOOTS = "org.springframework.boot.autoconfigure.task.";

  private final ConfigurableListableBeanFactory beans;
  private final Supplier<ScopeBinder> binder;
  private final Supplier<Set<String>> excluded;

  ExecutorPostProcessor(
      ConfigurableListableBeanFactory beans, Supplier<ScopeBinder> binder, Supplier<Set<String>> excluded) {
    this.beans = beans;
    this.binder = binder;
    this.excluded = excluded;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    // Schedulers run tasks of nobody in particular.
    boolean scheduler = bean instanceof TaskScheduler || bean instanceof ScheduledExecutorService;
    return bean instanceof Executor executor && !scheduler && !isBoots(name) && !excluded.get().contains(name)
        ? propagating(executor, name)
        : bean;
  }

  /** Spring Boot's own executors take the decorator. */
  private boolean isBoots(String name) {
    String factory = beans.containsBeanDefinition(name) ? beans.getBeanDefinition(name).getFactoryBeanName() : null;
    return factory != null && factory.startsWith(BOOTS);
  }

  private Object propagating(Executor executor, String name) {
    if (executor instanceof SimpleAsyncTaskExecutor simple) {
      return decorated(simple);
    }
    if (executor instanceof TaskExecutor && !Modifier.isFinal(executor.getClass().getModifiers())) {
      return proxy(executor);
    }
    if (executor instanceof ExecutorService service && isInjectedAs(name, ScopeExecutorService.class)) {
      return new ScopeExecutorService(service, binder);
    }
    if (isInjectedAs(name, Executor.class)) {
      return (Executor) task -> executor.execute(binder.get().wrap(task));
    }
    log.warn(
        "The executor bean '{}' does not carry the tenancy to its tasks, because it is declared as {}; declare it as an"
            + " ExecutorService or Executor, or hand it tasks wrapped by Tenancy.capture().wrap(...)",
        name,
        executor.getClass().getName());
    return executor;
  }

  /** Decorated and not proxied, since methods of this class are final. Its decorator can be set and not be read. */
  private Object decorated(SimpleAsyncTaskExecutor executor) {
    Object own = new DirectFieldAccessor(executor).getPropertyValue("taskDecorator");
    TaskDecorator inner = own instanceof TaskDecorator decorator ? decorator : task -> task;
    executor.setTaskDecorator(task -> binder.get().wrap(inner.decorate(task)));
    return executor;
  }

  private Object proxy(Executor executor) {
    ProxyFactory factory = new ProxyFactory(executor);
    factory.setProxyTargetClass(true);
    factory.addAdvice(new TaskArgumentsInterceptor(binder));
    return factory.getProxy(executor.getClass().getClassLoader());
  }

  /** Whether an object of this type can stand in for the bean, whose declared type others may rely on. */
  private boolean isInjectedAs(String name, Class<?> type) {
    Class<?> declared = beans.containsBeanDefinition(name) ? declaredType(name) : null;
    return declared != null && declared.isInterface() && declared.isAssignableFrom(type);
  }

  private Class<?> declaredType(String name) {
    return beans.getMergedBeanDefinition(name).getResolvableType().resolve(Object.class);
  }
}
