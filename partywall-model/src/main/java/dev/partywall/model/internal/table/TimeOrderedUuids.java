package dev.partywall.model.internal.table;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUIDs of version 7: milliseconds, 12 bits that grow within one, 62 random bits. Each is greater than those before.
 */
public final class TimeOrderedUuids {

  private static final int FRACTION_BITS = 12;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong last = new AtomicLong();

  /**
   * @param clock says when one is made
   */
  public TimeOrderedUuids(Clock clock) {
    this.clock = clock;
  }

  /** The next one. */
  public UUID next() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long fraction = (micros % MICROS_PER_MILLI << FRACTION_BITS) / MICROS_PER_MILLI;
    long ticks = micros / MICROS_PER_MILLI << FRACTION_BITS | fraction;
    long unique = last.updateAndGet(before -> Math.max(before + 1, ticks));
    long high = unique >>> FRACTION_BITS << 16 | VERSION | unique & (1 << FRACTION_BITS) - 1;
    return new UUID(high, VARIANT | random.nextLong() >>> 2);
  }
}
