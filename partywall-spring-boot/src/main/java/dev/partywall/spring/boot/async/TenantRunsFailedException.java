package dev.partywall.spring.boot.async;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantName;
import java.io.Serial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Work that was done for each tenant failed for some. The others were done. The failures are the suppressed ones. */
public final class TenantRunsFailedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private static final int SHOWN = 10;

  private final Map<TenantName, Throwable> failures;

  /**
   * @param work what was done, such as {@code Invoices.send()}
   * @param tenants for how many tenants it was to be done
   * @param failures the tenants it failed for, and why
   */
  public TenantRunsFailedException(String work, int tenants, Map<TenantName, Throwable> failures) {
    super("tenant-runs-failed", text(work, tenants, failures));
    this.failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    failures.values().forEach(this::addSuppressed);
  }

  /** The tenants that the work failed for, and why, in the order of the runs. */
  public Map<TenantName, Throwable> failures() {
    return failures;
  }

  private static String text(String work, int tenants, Map<TenantName, Throwable> failures) {
    String shown =
        failures.entrySet().stream()
            .limit(SHOWN)
            .map(failure -> failure.getKey() + ": " + failure.getValue())
            .collect(Collectors.joining("; "));
    return work
        + " failed for "
        + failures.size()
        + " of "
        + tenants
        + " tenants ("
        + shown
        + (failures.size() > SHOWN ? "; …" : "")
        + "); the others were done";
  }
}
