package dev.partywall.spring.boot.caches;

import dev.partywall.spring.boot.SingleTenant;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/** Keeps tenants apart in the caches of every cache manager that is a bean, whatever its provider. */
final class TenantCachesPostProcessor implements BeanPostProcessor, Ordered {

  private final ObjectProvider<SingleTenant> single;

  TenantCachesPostProcessor(ObjectProvider<SingleTenant> single) {
    this.single = single;
  }

  /** Before others look at the caches, such as those that measure them. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!(bean instanceof CacheManager manager) || isApart(bean)) {
      return bean;
    }
    ProxyFactory proxy = new ProxyFactory(manager);
    proxy.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
    proxy.addAdvice(new Caches(single));
    return proxy.getProxy(bean.getClass().getClassLoader());
  }

  /** Whether its caches are of each tenant already, or it has none. */
  private static boolean isApart(Object bean) {
    return bean.getClass().getName().equals("dev.partywall.spring.boot.caches.LayeredCacheManager")
        || bean instanceof NoOpCacheManager;
  }

  /** Gives out caches that keep tenants apart. */
  private static final class Caches implements MethodInterceptor {
    private static final boolean MEASURED =
        ClassUtils.isPresent(
            "org.springframework.cache.transaction.TransactionAwareCacheDecorator", Caches.class.getClassLoader());

    private final Map<Cache, Cache> known = new ConcurrentHashMap<>();
    private final ObjectProvider<SingleTenant> single;

    Caches(ObjectProvider<SingleTenant> single) {
      this.single = single;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
      Object result = invocation.proceed();
      return result instanceof Cache cache ? known.computeIfAbsent(cache, this::apart) : result;
    }

    private Cache apart(Cache cache) {
      SingleTenant one = single.getIfAvailable();
      TenantCache apart = new TenantCache(cache, one == null ? null : one.tenancy());
      return MEASURED ? new MeasuredTenantCache(cache, apart) : apart;
    }
  }
}
