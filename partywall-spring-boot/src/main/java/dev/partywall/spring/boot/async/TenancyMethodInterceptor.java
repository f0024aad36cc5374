package dev.partywall.spring.boot.async;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantSession;
import dev.partywall.core.TenantStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;

/** Binds whom a method runs for, as its annotation says. */
final class TenancyMethodInterceptor implements MethodInterceptor {

  private static final Logger log = LoggerFactory.getLogger(TenancyMethodInterceptor.class);

  private final Supplier<ScopeBinder> binder;
  private final Supplier<TenantDirectory> tenants;

  TenancyMethodInterceptor(Supplier<ScopeBinder> binder, Supplier<TenantDirectory> tenants) {
    this.binder = binder;
    this.tenants = tenants;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    return TenancyMethods.runsForEachTenant(invocation) ? forEachTenant(invocation) : forHost(invocation);
  }

  private @Nullable Object forHost(MethodInvocation invocation) throws Throwable {
    Scope host = Scope.current().with(Tenancy.host());
    return binder.get().<@Nullable Object, Throwable>call(host, invocation::proceed);
  }

  private @Nullable Object forEachTenant(MethodInvocation invocation) throws InterruptedException {
    Map<TenantName, Throwable> failures = new LinkedHashMap<>();
    List<Tenant> active = active();
    for (Tenant tenant : active) {
      if (Thread.interrupted()) {
        throw new InterruptedException("Interrupted before tenant " + tenant.name());
      }
      forTenant(invocation, tenant, failures);
    }
    if (!failures.isEmpty()) {
      throw new TenantRunsFailedException(TenancyMethods.describe(invocation), active.size(), failures);
    }
    return null;
  }

  private void forTenant(MethodInvocation invocation, Tenant tenant, Map<TenantName, Throwable> failures) {
    Scope scope = Scope.empty().with(Tenancy.of(tenant)).with(new TenantSession(null, tenant.id()));
    MethodInvocation run = ((ProxyMethodInvocation) invocation).invocableClone();
    try {
      binder.get().<@Nullable Object, Throwable>call(scope, run::proceed);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      log.error("{} failed for tenant {}; going on with the others", TenancyMethods.describe(run), tenant.name(), e);
      failures.put(tenant.name(), e);
    }
  }

  /** Listed before the first run, so that nothing is held open while they go on. */
  private List<Tenant> active() {
    try (Stream<Tenant> all = tenants.get().tenants()) {
      return all.filter(tenant -> tenant.status() == TenantStatus.ACTIVE).toList();
    }
  }
}
