package dev.partywall.cache;

import java.util.Map;
import java.util.TreeMap;

/** Counts what happens in caches. */
final class Counts implements CacheListener {

  private final Map<String, Integer> counts = new TreeMap<>();

  private synchronized void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  synchronized int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  synchronized void reset() {
    counts.clear();
  }

  @Override
  public void hit(String cache, Layer layer) {
    count("hit " + layer);
  }

  @Override
  public void miss(String cache) {
    count("miss");
  }

  @Override
  public void bypassed(String cache, Bypass reason) {
    count("bypassed " + reason);
  }

  @Override
  public void loaded(String cache, long nanos) {
    count("loaded");
  }

  @Override
  public void loadFailed(String cache) {
    count("failed");
  }

  @Override
  public void shared(String cache) {
    count("shared");
  }

  @Override
  public void filled(String cache) {
    count("filled");
  }

  @Override
  public void refused(String cache, Refusal reason) {
    count("refused " + reason);
  }

  @Override
  public void deleted(String cache, int keys) {
    count("deleted");
  }

  @Override
  public void cleared(String cache) {
    count("cleared");
  }

  @Override
  public synchronized void redis(boolean usable) {
    count("redis " + usable);
  }

  @Override
  public void dropped() {
    count("dropped");
  }

  @Override
  public synchronized String toString() {
    return counts.toString();
  }
}
