package dev.partywall.core.resolve;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantSession;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the named tenant, and refuses one that is unknown or not served. */
record TenantLookUp(TenantStore store) {

  private static final Logger log = LoggerFactory.getLogger(TenantLookUp.class);

  /** The tenant that an answer names, with the session of the request. */
  Resolution find(Said said, Function<Tenant, TenantSession> session) {
    Answer known = known(said.answer());
    return switch (known) {
      case Answer.Found found when found.tenant().status() == TenantStatus.ACTIVE ->
          new Resolution.ForTenant(found.tenant(), session.apply(found.tenant()), said.source());
      case Answer.Found found ->
          new Resolution.Refused(
              Refusal.TENANT_SUSPENDED, said.source(), "The tenant " + found.tenant().name() + " is suspended.");
      case Answer.Refused refused -> said.refused(refused);
      default -> throw new IllegalStateException("Not a tenant: " + known);
    };
  }

  static Answer unavailable(RuntimeException cause) {
    // One line for each request: an outage must not fill the log with stack traces.
    log.error("Tenants cannot be looked up; the request is refused: {}", cause.toString());
    log.debug("Why tenants cannot be looked up", cause);
    return Answer.refused(Refusal.TENANT_STORE_UNAVAILABLE, "Try again later.");
  }

  private Answer known(Answer answer) {
    return switch (answer) {
      case Answer.Named(TenantName name) -> lookUp(() -> store.findByName(name), "name '" + name + "'");
      case Answer.Identified(TenantId id) -> lookUp(() -> store.findById(id), "id '" + id + "'");
      default -> answer;
    };
  }

  private static Answer lookUp(Supplier<Optional<Tenant>> question, String what) {
    try {
      return question
          .get()
          .map(Answer::found)
          .orElseGet(() -> Answer.refused(Refusal.TENANT_UNKNOWN, "There is no tenant of the " + what + "."));
    } catch (RuntimeException e) {
      return unavailable(e);
    }
  }
}
