package dev.partywall.core.resolve;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import dev.partywall.core.TenantStore;
import dev.partywall.core.resolve.ResolutionSettings.Fallback;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks resolvers in order. For a caller who belongs to a tenant the claim decides and all others must agree; for
 * anybody else the first that names somebody decides.
 */
final class ResolverChain implements TenantResolution {

  private final @Nullable TenantResolver claim;
  private final List<TenantResolver> addresses;
  private final Fallback fallback;
  private final TenantLookUp tenants;
  private final ActingPolicy acting;

  private ResolverChain(List<TenantResolver> ordered, Fallback fallback, TenantLookUp tenants, ActingPolicy acting) {
    this.claim = ordered.stream().filter(ClaimResolver.class::isInstance).findFirst().orElse(null);
    this.addresses = ordered.stream().filter(resolver -> !(resolver instanceof ClaimResolver)).toList();
    this.fallback = fallback;
    this.tenants = tenants;
    this.acting = acting;
  }

  static ResolverChain of(
      ResolutionSettings settings, TenantStore store, List<TenantResolver> custom, ActingPolicy acting) {
    List<TenantResolver> ordered = new ResolverOrder(settings, store, custom).resolvers();
    return new ResolverChain(ordered, settings.fallback(), new TenantLookUp(store), acting);
  }

  @Override
  public Resolution resolve(RequestFacts request) {
    Caller caller = request.caller().orElse(null);
    if (caller == null) {
      return byAddress(request, null);
    }
    if (claim == null) {
      return byAddress(request, caller.userId());
    }
    Said said = Said.by(claim, request);
    return said.isNobody() ? forHostUser(request, caller) : forTenantUser(request, caller, said);
  }

  @Override
  public Resolution resolveForHost(RequestFacts request) {
    Caller caller = request.caller().orElse(null);
    if (caller == null || claim == null) {
      return hostOnly();
    }
    Said said = Said.by(claim, request);
    return switch (said.answer()) {
      case Answer.OfNobody nobody -> hostUserAsHost(request, caller);
      case Answer.Refused refused -> said.refused(refused);
      default -> hostOnly();
    };
  }

  /** Nobody is logged in, or it is not known to which tenant the user belongs. */
  private Resolution byAddress(RequestFacts request, @Nullable String user) {
    Said said = firstHit(request);
    return switch (said.answer()) {
      case Answer.OfNobody nobody -> fallback(user, false);
      case Answer.OfHost host -> forHost(user, said.source());
      default -> tenants.find(said, tenant -> new TenantSession(user, tenant.id()));
    };
  }

  private Resolution forTenantUser(RequestFacts request, Caller caller, Said claimed) {
    Resolution found = tenants.find(claimed, tenant -> new TenantSession(caller.userId(), tenant.id()));
    if (!(found instanceof Resolution.ForTenant own)) {
      return found;
    }
    if (caller.epoch() != null && caller.epoch() != own.tenant().epoch()) {
      return sessionEnded(claimed);
    }
    return contradiction(request, own.tenant()).<Resolution>map(refused -> refused).orElse(own);
  }

  private Optional<Resolution.Refused> contradiction(RequestFacts request, Tenant own) {
    for (TenantResolver resolver : addresses) {
      Said said = Said.by(resolver, request);
      if (said.answer() instanceof Answer.Refused refused) {
        return Optional.of(said.refused(refused));
      }
      if (said.namesOtherThan(own)) {
        return Optional.of(mismatch(said));
      }
    }
    return Optional.empty();
  }

  private Resolution forHostUser(RequestFacts request, Caller caller) {
    Said said = firstHit(request);
    return switch (said.answer()) {
      case Answer.OfNobody nobody -> fallback(caller.userId(), true);
      case Answer.OfHost host -> forHost(caller.userId(), said.source());
      default -> {
        Resolution found = tenants.find(said, tenant -> new TenantSession(caller.userId(), null));
        boolean foreign = found instanceof Resolution.ForTenant in && !acting.mayAct(caller, in.tenant());
        yield foreign ? mismatch(said) : found;
      }
    };
  }

  private Resolution hostUserAsHost(RequestFacts request, Caller caller) {
    Said said = firstHit(request);
    return switch (said.answer()) {
      case Answer.OfNobody nobody -> forHost(caller.userId(), ClaimResolver.SOURCE);
      case Answer.OfHost host -> forHost(caller.userId(), said.source());
      case Answer.Refused refused -> said.refused(refused);
      default -> mismatch(said);
    };
  }

  private Said firstHit(RequestFacts request) {
    for (TenantResolver resolver : addresses) {
      Said said = Said.by(resolver, request);
      if (!said.isNobody()) {
        return said;
      }
    }
    return Said.NOTHING;
  }

  private Resolution fallback(@Nullable String user, boolean hostUser) {
    boolean host = fallback == Fallback.HOST || (fallback == Fallback.HOST_USERS && hostUser);
    return host
        ? forHost(user, "fallback")
        : new Resolution.Refused(
            Refusal.TENANT_REQUIRED, Said.NOTHING.source(), "Say for which tenant the request is.");
  }

  private static Resolution forHost(@Nullable String user, String source) {
    return new Resolution.ForHost(new TenantSession(user, null), source);
  }

  private static Resolution.Refused mismatch(Said said) {
    return new Resolution.Refused(
        Refusal.TENANT_MISMATCH,
        said.source(),
        "The tenant named by the " + said.source() + " is not the caller's own.");
  }

  /** The tenant was suspended or moved since the user logged in. */
  private static Resolution.Refused sessionEnded(Said said) {
    return new Resolution.Refused(Refusal.SESSION_ENDED, said.source(), "Log in again.");
  }

  private static Resolution.Refused hostOnly() {
    return new Resolution.Refused(
        Refusal.HOST_ONLY, Said.NOTHING.source(), "Log in as a user of the host, who belongs to no tenant.");
  }
}
