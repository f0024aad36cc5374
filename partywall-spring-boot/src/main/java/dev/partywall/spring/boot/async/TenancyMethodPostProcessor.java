package dev.partywall.spring.boot.async;

import dev.partywall.core.TenantDirectory;
import java.util.function.Supplier;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;

/** Puts {@link TenancyMethodInterceptor} around beans that need it, outside of transactions and other advice. */
final class TenancyMethodPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  TenancyMethodPostProcessor(Supplier<ScopeBinder> binder, Supplier<TenantDirectory> tenants) {
    this.advisor = new DefaultPointcutAdvisor(new TenancyMethods(), new TenancyMethodInterceptor(binder, tenants));
    setBeforeExistingAdvisors(true);
    setProxyTargetClass(true);
    // before scheduled methods are registered, which is done last of all
    setOrder(LOWEST_PRECEDENCE - 1);
  }
}
