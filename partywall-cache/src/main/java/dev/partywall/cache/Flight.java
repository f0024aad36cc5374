package dev.partywall.cache;

import dev.partywall.core.ReadStamp;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A load of a key that other threads may wait for. */
final class Flight {

  /**
   * What came of it.
   *
   * @param value the value, or the bytes of it; null if there is none
   * @param stamp what it was made from; null if nobody else may have it
   */
  record Landing(@Nullable Object value, @Nullable ReadStamp stamp) {}

  final CompletableFuture<Landing> landing = new CompletableFuture<>();

  private final Thread owner = Thread.currentThread();
  private final Basis basis;
  private final long version;
  private final long epoch;

  Flight(Basis basis, long version, long epoch) {
    this.basis = basis;
    this.version = version;
    this.epoch = epoch;
  }

  /** Whether nothing of it was changed or deleted since it began, so that who comes now may have what comes of it. */
  boolean isGood(long version, long epoch) {
    return this.version == version && this.epoch == epoch && basis.holds() && !isMine();
  }

  /** Whether this thread would wait for itself. */
  private boolean isMine() {
    return owner.equals(Thread.currentThread());
  }
}
