package dev.partywall.cache;

import dev.partywall.core.ReadStamp;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry as it is shared. */
final class Stored {

  private final byte @Nullable [] bytes;
  private final ReadStamp stamp;
  private final Set<Dependency> needs;
  private final long created;
  private final long ttl;

  /**
   * @param bytes the value's; null for that there is none
   * @param stamp what it was made from
   * @param needs what it depends on
   * @param created when it was loaded, in ms since 1970
   * @param ttl how long it lives, in ms
   */
  Stored(byte @Nullable [] bytes, ReadStamp stamp, Set<Dependency> needs, long created, long ttl) {
    this.bytes = bytes;
    this.stamp = stamp;
    this.needs = Set.copyOf(needs);
    this.created = created;
    this.ttl = ttl;
  }

  byte @Nullable [] bytes() {
    return bytes;
  }

  ReadStamp stamp() {
    return stamp;
  }

  Set<Dependency> needs() {
    return needs;
  }

  long created() {
    return created;
  }

  long ttl() {
    return ttl;
  }
}
