package dev.partywall.core.resolve;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import java.util.Objects;

/** What the resolvers said of a request: it is for a tenant, for the host, or refused. */
public sealed interface Resolution {

  /** A request that is served. */
  sealed interface Served extends Resolution {

    /** Whom the request is for. */
    Tenancy tenancy();

    /** Who calls. */
    TenantSession session();

    /** Which resolver decided, such as {@code header}, or {@code fallback}. */
    String source();

    /** The scope to bind around the request. */
    default Scope scope() {
      return Scope.empty().with(tenancy()).with(session());
    }
  }

  /** The request is for this tenant, which is active. */
  record ForTenant(Tenant tenant, TenantSession session, String source) implements Served {
    public ForTenant {
      Objects.requireNonNull(tenant, "tenant");
      Objects.requireNonNull(session, "session");
      Objects.requireNonNull(source, "source");
    }

    @Override
    public Tenancy tenancy() {
      return Tenancy.of(tenant);
    }
  }

  /** The request is for the host. */
  record ForHost(TenantSession session, String source) implements Served {
    public ForHost {
      Objects.requireNonNull(session, "session");
      Objects.requireNonNull(source, "source");
    }

    @Override
    public Tenancy tenancy() {
      return Tenancy.host();
    }
  }

  /**
   * The request is not served.
   *
   * @param refusal why
   * @param source which resolver's value led to it, or {@code none}
   * @param detail this occurrence in a sentence, fit for the client to read
   */
  record Refused(Refusal refusal, String source, String detail) implements Resolution {
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
