package dev.partywall.spring.boot.async;

import dev.partywall.core.TenantDirectory;
import dev.partywall.spring.boot.SettingsGroup;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionalEventListenerFactory;

/** Carries scopes to other threads, and binds them for methods that say whom they run for. */
@AutoConfiguration(
    before = TaskExecutionAutoConfiguration.class,
    afterName = "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration")
@EnableConfigurationProperties({AsyncProperties.class, MdcProperties.class})
public final class PartywallAsyncAutoConfiguration {

  @Bean
  static SettingsGroup asyncSettings() {
    return new SettingsGroup("async", AsyncProperties.class);
  }

  @Bean
  static SettingsGroup mdcSettings() {
    return new SettingsGroup("mdc", MdcProperties.class);
  }

  @Bean
  @ConditionalOnMissingBean
  ScopeBinder scopeBinder(MdcProperties mdc) {
    return new ScopeBinder(mdc);
  }

  @Bean
  ScopeTaskDecorator scopeTaskDecorator(ScopeBinder binder) {
    return new ScopeTaskDecorator(binder);
  }

  @Bean
  static TenancyMethodPostProcessor tenancyMethodPostProcessor(
      ObjectProvider<ScopeBinder> binder, ObjectProvider<TenantDirectory> tenants) {
    return new TenancyMethodPostProcessor(binder::getObject, tenants::getObject);
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "partywall.async.executors", matchIfMissing = true)
  static ExecutorPostProcessor executorPostProcessor(
      ConfigurableListableBeanFactory beans,
      ObjectProvider<ScopeBinder> binder,
      ObjectProvider<AsyncProperties> properties) {
    return new ExecutorPostProcessor(beans, binder::getObject, () -> properties.getObject().excludedExecutors());
  }

  /** Only where Spring manages transactions. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(TransactionalEventListenerFactory.class)
  @ConditionalOnBean(TransactionalEventListenerFactory.class)
  static class TransactionalListeners {

    @Bean
    static ScopedTransactionalListenerFactory scopedTransactionalListenerFactory(ObjectProvider<ScopeBinder> binder) {
      return new ScopedTransactionalListenerFactory(binder::getObject);
    }
  }
}
