package dev.partywall.core.resolve;

/** Why a request is not served. The codes are stable. */
public enum Refusal {
  TENANT_REQUIRED(400, "tenant-required", "The request names no tenant"),
  TENANT_NAME_INVALID(400, "tenant-name-invalid", "The tenant's name is not valid"),
  TENANT_ID_INVALID(400, "tenant-id-invalid", "The tenant's id is not valid"),
  TENANT_AMBIGUOUS(400, "tenant-ambiguous", "The request names a tenant more than once"),
  TENANT_UNKNOWN(404, "tenant-unknown", "There is no such tenant"),
  TENANT_SUSPENDED(403, "tenant-suspended", "The tenant is suspended"),
  TENANT_MISMATCH(403, "tenant-mismatch", "The request is for another tenant than the caller's"),
  TENANT_SOURCE_UNTRUSTED(403, "tenant-source-untrusted", "The tenant was named by a source that is not trusted"),
  HOST_ONLY(403, "host-only", "Only users of the host are served here"),
  SESSION_ENDED(401, "session-ended", "The session has ended"),
  SESSION_UNVERIFIED(503, "session-unverified", "The session cannot be verified at the moment"),
  TENANT_STORE_UNAVAILABLE(503, "tenant-store-unavailable", "Tenants cannot be looked up at the moment"),
  TENANT_RESOLVER_FAILED(500, "tenant-resolver-failed", "The tenant could not be determined");

  private final int status;
  private final String code;
  private final String title;

  Refusal(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The problem code. */
  public String code() {
    return code;
  }

  /** The code in words, the same for every occurrence. */
  public String title() {
    return title;
  }
}
