package dev.partywall.spring.boot.async;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** An executor service whose tasks run in the scope in which each of them was handed over. */
record ScopeExecutorService(ExecutorService target, Supplier<ScopeBinder> binder) implements ExecutorService {

  @Override
  public void execute(Runnable task) {
    target.execute(binder.get().wrap(task));
  }

  @Override
  public Future<?> submit(Runnable task) {
    return target.submit(binder.get().wrap(task));
  }

  @Override
  public <T> Future<T> submit(Runnable task, T result) {
    return target.submit(binder.get().wrap(task), result);
  }

  @Override
  public <T> Future<T> submit(Callable<T> task) {
    return target.submit(binder.get().wrap(task));
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return target.invokeAll(wrap(tasks));
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return target.invokeAll(wrap(tasks), timeout, unit);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
    return target.invokeAny(wrap(tasks));
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return target.invokeAny(wrap(tasks), timeout, unit);
  }

  @Override
  public void shutdown() {
    target.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return target.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return target.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return target.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return target.awaitTermination(timeout, unit);
  }

  @Override
  public void close() {
    target.close();
  }

  private <T> List<Callable<T>> wrap(Collection<? extends Callable<T>> tasks) {
    return tasks.stream().<Callable<T>>map(task -> binder.get().wrap(task)).toList();
  }
}
