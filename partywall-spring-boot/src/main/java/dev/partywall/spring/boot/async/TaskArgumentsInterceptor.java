package dev.partywall.spring.boot.async;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Binds the caller's scope to the tasks that are handed to an executor. */
record TaskArgumentsInterceptor(Supplier<ScopeBinder> binder) implements MethodInterceptor {

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    @Nullable Object[] arguments = invocation.getArguments();
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = bound(arguments[i]);
    }
    return invocation.proceed();
  }

  private @Nullable Object bound(@Nullable Object argument) {
    return switch (argument) {
      case Runnable task -> binder.get().wrap(task);
      case Callable<?> task -> binder.get().wrap(task);
      case null, default -> argument;
    };
  }
}
