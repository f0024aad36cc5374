package dev.partywall.spring.boot.async;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Runs blocks in a scope, with the scope in the log's mapped diagnostic context while they run. */
public final class ScopeBinder {

  private final MdcProperties mdc;

  /** A binder with these settings for the log. */
  public ScopeBinder(MdcProperties mdc) {
    this.mdc = mdc;
  }

  /** Runs a block in this scope and gives back what it returns. */
  public <R extends @Nullable Object, X extends Throwable> R call(
      Scope scope, ScopedValue.CallableOp<? extends R, X> block) throws X {
    if (!mdc.enabled()) {
      return scope.call(block);
    }
    Map<String, @Nullable String> before = put(entries(scope));
    try {
      return scope.call(block);
    } finally {
      put(before);
    }
  }

  /** Runs a block in this scope. */
  public void run(Scope scope, Runnable block) {
    this.<@Nullable Void, RuntimeException>call(
        scope,
        () -> {
          block.run();
          return null;
        });
  }

  /** A task that runs in the scope of the block that calls this method, on whatever thread. */
  public Runnable wrap(Runnable task) {
    Scope scope = Scope.current();
    return () -> run(scope, task);
  }

  /** A task that runs in the scope of the block that calls this method, on whatever thread. */
  public <V extends @Nullable Object> Callable<V> wrap(Callable<V> task) {
    Scope scope = Scope.current();
    return () -> call(scope, task::call);
  }

  private Map<String, @Nullable String> entries(Scope scope) {
    Map<String, @Nullable String> entries = new HashMap<>();
    Tenancy tenancy = scope.tenancy();
    entries.put(mdc.tenantKey(), tenancy == null ? null : tenancy.label());
    if (mdc.user()) {
      entries.put(mdc.userKey(), scope.session().userId());
    }
    return entries;
  }

  private static Map<String, @Nullable String> put(Map<String, @Nullable String> entries) {
    Map<String, @Nullable String> before = new HashMap<>();
    entries.forEach(
        (key, value) -> {
          before.put(key, MDC.get(key));
          if (value == null) {
            MDC.remove(key);
          } else {
            MDC.put(key, value);
          }
        });
    return before;
  }
}
