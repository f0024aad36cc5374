package dev.partywall.spring.boot.async;

import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** The methods that say whom they run for. A method that says it in a way that cannot work fails the start. */
final class TenancyMethods extends StaticMethodMatcherPointcut {

  @Override
  public boolean matches(Method method, Class<?> targetClass) {
    Method target = AopUtils.getMostSpecificMethod(method, targetClass);
    boolean host = AnnotatedElementUtils.hasAnnotation(target, ForHost.class);
    boolean each = AnnotatedElementUtils.hasAnnotation(target, ForEachTenant.class);
    if (host && each) {
      throw new IllegalStateException(target + " has both @ForHost and @ForEachTenant; leave one of them out");
    }
    if (each && target.getReturnType() != void.class) {
      throw new IllegalStateException(
          target + " has @ForEachTenant, so it runs many times and cannot return a value; make it void");
    }
    return host || each;
  }

  static boolean runsForEachTenant(MethodInvocation invocation) {
    return AnnotatedElementUtils.hasAnnotation(target(invocation), ForEachTenant.class);
  }

  static String describe(MethodInvocation invocation) {
    Method method = target(invocation);
    return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "()";
  }

  private static Method target(MethodInvocation invocation) {
    @Nullable Object bean = invocation.getThis();
    Class<?> type = bean == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(bean);
    return AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
  }
}
