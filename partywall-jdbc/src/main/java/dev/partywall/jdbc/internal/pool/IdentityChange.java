package dev.partywall.jdbc.internal.pool;

/**
 * What is to be set on a connection so that its statements run as somebody.
 *
 * @param to as whom
 * @param role whether the role is set, too; otherwise the connection has it already
 */
public record IdentityChange(Identity to, boolean role) {

  private static final String TENANT = "SELECT pg_catalog.set_config('partywall.tenant', ?, false)";

  /** A text right before a statement's, which makes the change in the same message; {@code ?} is the tenant. */
  public String prefix() {
    return role ? TENANT + ", pg_catalog.set_config('role', '" + to.role() + "', false);" : TENANT + ";";
  }

  /** Statements that make the change and take no snapshot, so that SET TRANSACTION may follow. */
  String statements() {
    String tenant = "SET partywall.tenant TO '" + to.tenant().replace("'", "''") + "'";
    return role ? "SET ROLE \"" + to.role() + "\"; " + tenant : tenant;
  }
}
