package dev.partywall.cache;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids that no process makes again, also where what it made before was lost. */
final class Ids {

  private final String process = new BigInteger(80, new SecureRandom()).toString(36);
  private final AtomicLong count = new AtomicLong();

  /** That of this process. */
  String process() {
    return process;
  }

  String next() {
    return process + "." + Long.toString(count.incrementAndGet(), 36);
  }
}
