package dev.partywall.core.resolve;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import java.util.Objects;

/** What one resolver says of a request. */
public sealed interface Answer {

  /** The request names nobody in this way. The next resolver is asked. */
  static Answer nobody() {
    return OfNobody.INSTANCE;
  }

  /** The request is for the host. */
  static Answer host() {
    return OfHost.INSTANCE;
  }

  /** The request is for the tenant of this name, which is looked up. */
  static Answer named(TenantName name) {
    return new Named(name);
  }

  /** The request is for the tenant of this id, which is looked up. */
  static Answer identified(TenantId id) {
    return new Identified(id);
  }

  /** The request is for this tenant, which the resolver looked up. */
  static Answer found(Tenant tenant) {
    return new Found(tenant);
  }

  /**
   * The request cannot be read in this way, and no other resolver is asked.
   *
   * @param detail in a sentence, fit for the client to read
   */
  static Answer refused(Refusal refusal, String detail) {
    return new Refused(refusal, detail);
  }

  /** Nobody is named. */
  enum OfNobody implements Answer {
    INSTANCE
  }

  /** The host is named. */
  enum OfHost implements Answer {
    INSTANCE
  }

  /** A tenant by name. */
  record Named(TenantName name) implements Answer {
    public Named {
      Objects.requireNonNull(name, "name");
    }
  }

  /** A tenant by id. */
  record Identified(TenantId id) implements Answer {
    public Identified {
      Objects.requireNonNull(id, "id");
    }
  }

  /** A tenant that was looked up. */
  record Found(Tenant tenant) implements Answer {
    public Found {
      Objects.requireNonNull(tenant, "tenant");
    }
  }

  /** A value that cannot be accepted. */
  record Refused(Refusal refusal, String detail) implements Answer {
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
