package dev.partywall.spring.boot.routing;

import dev.partywall.core.Intent;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Binds the intent that a method says. */
final class IntentMethodInterceptor implements MethodInterceptor {

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    @Nullable Object bean = invocation.getThis();
    Class<?> type = bean == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(bean);
    Intent intent = IntentMethods.intent(invocation.getMethod(), type);
    return intent == null ? invocation.proceed() : intent.<@Nullable Object, Throwable>call(invocation::proceed);
  }
}
