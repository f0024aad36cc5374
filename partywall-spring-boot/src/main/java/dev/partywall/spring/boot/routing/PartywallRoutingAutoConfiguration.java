package dev.partywall.spring.boot.routing;

import dev.partywall.spring.boot.PartywallAutoConfiguration;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Runs methods with the intent that they say. */
@AutoConfiguration(after = PartywallAutoConfiguration.class)
public final class PartywallRoutingAutoConfiguration {

  @Bean
  static IntentMethodPostProcessor intentMethodPostProcessor() {
    return new IntentMethodPostProcessor();
  }

  /** Puts {@link IntentMethodInterceptor} around beans that need it, outside of transactions and other advice. */
  static final class IntentMethodPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    IntentMethodPostProcessor() {
      this.advisor = new DefaultPointcutAdvisor(new IntentMethods(), new IntentMethodInterceptor());
      setBeforeExistingAdvisors(true);
      setProxyTargetClass(true);
      setOrder(LOWEST_PRECEDENCE - 1);
    }
  }
}
