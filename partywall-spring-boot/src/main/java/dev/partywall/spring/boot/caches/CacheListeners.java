package dev.partywall.spring.boot.caches;

import dev.partywall.cache.CacheListener;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** All beans that listen to caches, asked for when the first thing happens: they may need what caches are made of. */
final class CacheListeners implements CacheListener {

  private final ObjectProvider<CacheListener> beans;
  private volatile @Nullable List<CacheListener> known;

  CacheListeners(ObjectProvider<CacheListener> beans) {
    this.beans = beans;
  }

  private void each(Consumer<CacheListener> what) {
    List<CacheListener> listeners = known;
    if (listeners == null) {
      listeners = beans.orderedStream().toList();
      known = listeners;
    }
    for (int i = 0; i < listeners.size(); i++) { // without an iterator: this is done for every hit
      what.accept(listeners.get(i));
    }
  }

  @Override
  public void hit(String cache, Layer layer) {
    each(l -> l.hit(cache, layer));
  }

  @Override
  public void miss(String cache) {
    each(l -> l.miss(cache));
  }

  @Override
  public void bypassed(String cache, Bypass reason) {
    each(l -> l.bypassed(cache, reason));
  }

  @Override
  public void loaded(String cache, long nanos) {
    each(l -> l.loaded(cache, nanos));
  }

  @Override
  public void loadFailed(String cache) {
    each(l -> l.loadFailed(cache));
  }

  @Override
  public void shared(String cache) {
    each(l -> l.shared(cache));
  }

  @Override
  public void filled(String cache) {
    each(l -> l.filled(cache));
  }

  @Override
  public void refused(String cache, Refusal reason) {
    each(l -> l.refused(cache, reason));
  }

  @Override
  public void deleted(String cache, int keys) {
    each(l -> l.deleted(cache, keys));
  }

  @Override
  public void cleared(String cache) {
    each(l -> l.cleared(cache));
  }

  @Override
  public void redis(boolean usable) {
    each(l -> l.redis(usable));
  }

  @Override
  public void dropped() {
    each(CacheListener::dropped);
  }
}
