package dev.partywall.spring.boot.app;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import org.slf4j.MDC;

/** Whom a block of code ran for. */
public record Seen(String tenancy, String user, TenantSession.State state, String mdc) {

  /** Whom the block that calls this runs for. */
  public static Seen now() {
    TenantSession session = TenantSession.current();
    return new Seen(tenancyNow(), session.user().orElse("nobody"), session.state(), MDC.get("tenant"));
  }

  /** The label of the tenancy, or {@code unbound}. */
  public static String tenancyNow() {
    return Tenancy.find().map(Tenancy::label).orElse("unbound");
  }

  @Override
  public String toString() {
    return tenancy + " " + user + " " + state + " mdc=" + mdc;
  }
}
