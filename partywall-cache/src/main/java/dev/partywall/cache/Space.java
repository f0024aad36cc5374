package dev.partywall.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one tenancy's entries in this process depend on. Compared by identity. */
final class Space {

  /** Part of the names of keys in Redis, which no two tenancies share. */
  final String text;

  final boolean host;
  final Generation all = new Generation();

  /** Changes with each of the others. */
  final Generation any = new Generation();

  private final Map<String, Generation> named = new ConcurrentHashMap<>();

  /** When it was used last, in ticks of {@link Spaces}. */
  volatile int lastUse;

  Space(String text, boolean host) {
    this.text = text;
    this.host = host;
  }

  /** What goes by a name. */
  Generation generation(String name) {
    if (name.equals(Dependency.ALL.name())) {
      return all;
    }
    Generation known = named.get(name);
    return known != null ? known : named.computeIfAbsent(name, _ -> new Generation());
  }

  /** What goes by a name, if any entry of this process ever depended on it; or null. */
  @Nullable Generation known(String name) {
    return name.equals(Dependency.ALL.name()) ? all : named.get(name);
  }

  @Override
  public String toString() {
    return text;
  }
}
