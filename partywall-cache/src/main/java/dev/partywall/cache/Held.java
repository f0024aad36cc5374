package dev.partywall.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An entry in the memory of this process. */
final class Held {

  /** The value, or the bytes of it; null for that there is none. */
  final @Nullable Object value;

  final Floors floors;
  final Basis basis;
  final long epoch;

  /** How long it lives, and how much longer at most; in ns, and as {@link System#nanoTime}. */
  final long ttl;

  final long end;

  /** From when on it is to be loaded anew, as {@link System#nanoTime}; 0 for never. */
  final long refreshAt;

  final AtomicBoolean refreshing = new AtomicBoolean();

  Held(@Nullable Object value, Floors floors, Basis basis, long epoch, long ttl, long end, long refreshAt) {
    this.value = value;
    this.floors = floors;
    this.basis = basis;
    this.epoch = epoch;
    this.ttl = ttl;
    this.end = end;
    this.refreshAt = refreshAt;
  }

  boolean isOf(long epoch) {
    return this.epoch == epoch && basis.holds();
  }
}
