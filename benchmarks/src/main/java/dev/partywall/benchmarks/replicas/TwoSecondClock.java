package dev.partywall.benchmarks.replicas;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Rails' automatic switching of roles: requests that may write are served by the writer, and when one ends, its time is
 * kept in the user's session; for two seconds after it the user's other requests are served by the writer too. The
 * session is a cookie here, so that it is the same at all nodes of the application and is never lost.
 */
final class TwoSecondClock implements Rule {

  private static final long DELAY = Duration.ofSeconds(2).toNanos();

  private final AtomicReferenceArray<@Nullable Long> lastWrites = new AtomicReferenceArray<>(Plan.SESSIONS);

  @Override
  public String name() {
    return "two_second_clock";
  }

  @Override
  public Request begin(Caller caller, int node, boolean mutating) {
    Long last = lastWrites.get(caller.number());
    boolean recent = last != null && System.nanoTime() - last < DELAY;
    return new Request() {
      @Override
      public boolean readsFromWriter() {
        return mutating || recent;
      }

      @Override
      public void ended() {
        if (mutating) {
          lastWrites.set(caller.number(), System.nanoTime());
        }
      }
    };
  }
}
