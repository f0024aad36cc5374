package dev.partywall.spring.boot.lifecycle;

import dev.partywall.fleet.Operation;
import dev.partywall.fleet.lifecycle.LifecycleListener;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;

/** All beans that listen. */
final class Listeners implements LifecycleListener {

  private final ObjectProvider<LifecycleListener> listeners;

  Listeners(ObjectProvider<LifecycleListener> listeners) {
    this.listeners = listeners;
  }

  @Override
  public void step(Operation.Kind kind, String step, Moment moment) {
    listeners.orderedStream().forEach(listener -> listener.step(kind, step, moment));
  }

  @Override
  public void ended(Operation.Kind kind, Operation.State outcome, Duration took) {
    listeners.orderedStream().forEach(listener -> listener.ended(kind, outcome, took));
  }
}
