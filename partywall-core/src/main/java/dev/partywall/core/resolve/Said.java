package dev.partywall.core.resolve;

import dev.partywall.core.InvalidTenantNameException;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantStoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A resolver's answer, and which resolver it was. */
record Said(String source, Answer answer) {

  /** No resolver named anybody. */
  static final Said NOTHING = new Said("none", Answer.nobody());

  private static final Logger log = LoggerFactory.getLogger(Said.class);

  /** Asks a resolver. Its exceptions become refusals: a failing resolver never leads to the next one. */
  static Said by(TenantResolver resolver, RequestFacts request) {
    return new Said(resolver.source(), answer(resolver, request));
  }

  boolean isNobody() {
    return answer instanceof Answer.OfNobody;
  }

  /**
   * Whether a tenant is named that is not this one. Decided without a look-up, so that nothing is told of the other.
   */
  boolean namesOtherThan(Tenant tenant) {
    return switch (answer) {
      case Answer.Named named -> !named.name().equals(tenant.name());
      case Answer.Identified identified -> !identified.id().equals(tenant.id());
      case Answer.Found found -> !found.tenant().id().equals(tenant.id());
      case Answer.OfNobody nobody -> false;
      case Answer.OfHost host -> false;
      case Answer.Refused refused -> false;
    };
  }

  /** This answer as the outcome of the request. */
  Resolution.Refused refused(Answer.Refused refused) {
    return new Resolution.Refused(refused.refusal(), source, refused.detail());
  }

  private static Answer answer(TenantResolver resolver, RequestFacts request) {
    try {
      return resolver.resolve(request);
    } catch (TenantStoreUnavailableException e) {
      return TenantLookUp.unavailable(e);
    } catch (InvalidTenantNameException e) {
      return Answer.refused(Refusal.TENANT_NAME_INVALID, "The request does not hold a tenant's name.");
    } catch (RuntimeException e) {
      log.error("The tenant resolver '{}' failed; the request is refused", resolver.source(), e);
      return Answer.refused(Refusal.TENANT_RESOLVER_FAILED, "The tenant could not be determined.");
    }
  }
}
