package dev.partywall.spring.boot.identity;

import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.core.resolve.Refusal;
import dev.partywall.core.resolve.Resolution;
import dev.partywall.spring.boot.web.CallerCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends sessions of users who were changed, locked or deleted, and of tenants that are not served any more. */
final class IdentityCallerCheck implements CallerCheck {

  private static final Logger log = LoggerFactory.getLogger(IdentityCallerCheck.class);
  private static final String SOURCE = "session";

  private static final Resolution.Refused MISMATCH =
      new Resolution.Refused(
          Refusal.TENANT_MISMATCH, SOURCE, "The request is for another tenant than the caller's own.");

  private final LoggedIn loggedIn;

  IdentityCallerCheck(LoggedIn loggedIn) {
    this.loggedIn = loggedIn;
  }

  @Override
  public Optional<Resolution.Refused> refusal(HttpServletRequest request, Resolution.@Nullable Served outcome) {
    return LoggedIn.user().flatMap(user -> isForeign(user, outcome) ? Optional.of(MISMATCH) : refusal(user));
  }

  /** Where the order of resolvers has no claim, the address alone has decided. */
  private static boolean isForeign(IdentityUser user, Resolution.@Nullable Served outcome) {
    return outcome != null && !Objects.equals(outcome.session().tenantId(), user.tenantId());
  }

  private Optional<Resolution.Refused> refusal(IdentityUser user) {
    try {
      return loggedIn.goesOn(user)
          ? Optional.empty()
          : Optional.of(new Resolution.Refused(Refusal.SESSION_ENDED, SOURCE, "Log in again."));
    } catch (TenantStoreUnavailableException e) {
      return Optional.of(new Resolution.Refused(Refusal.TENANT_STORE_UNAVAILABLE, SOURCE, "Try again later."));
    } catch (RuntimeException e) {
      // One line for each request: an outage must not fill the log with stack traces.
      log.error("The session of {} cannot be verified; the request is refused: {}", user, e.toString());
      log.debug("Why sessions cannot be verified", e);
      return Optional.of(new Resolution.Refused(Refusal.SESSION_UNVERIFIED, SOURCE, "Try again later."));
    }
  }
}
