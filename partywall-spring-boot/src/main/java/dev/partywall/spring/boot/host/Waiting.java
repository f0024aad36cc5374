package dev.partywall.spring.boot.host;

import dev.partywall.fleet.Operation;
import dev.partywall.fleet.Tenants;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Waits for an operation, if the caller asks for it by {@code Prefer: wait=<seconds>} (RFC 7240). */
final class Waiting {

  private static final Pattern WAIT = Pattern.compile("(?i)(?:^|,)\\s*wait\\s*=\\s*\"?([0-9]{1,4})\"?\\s*(?:[,;]|$)");
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Waiting() {}

  /** How long the caller is ready to wait; null if it does not say so. */
  static @Nullable Duration asked(@Nullable String prefer) {
    Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
    if (!wait.find()) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Integer.parseInt(wait.group(1)));
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }

  static boolean hasEnded(Operation operation) {
    return operation.state() == Operation.State.DONE || operation.state() == Operation.State.UNDONE;
  }

  /** The operation as it is when it has ended, or when the time is over. */
  static Operation forEnd(Tenants tenants, Operation operation, Duration time) {
    if (hasEnded(operation)) {
      return operation;
    }
    CountDownLatch ended = new CountDownLatch(1);
    try (AutoCloseable _ =
        tenants.watch(
            operation.id(),
            progress -> {
              if (hasEnded(progress)) {
                ended.countDown();
              }
            })) {
      boolean _ = ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("An operation could not be watched", e);
    }
    return tenants.operation(operation.id()).orElse(operation);
  }
}
