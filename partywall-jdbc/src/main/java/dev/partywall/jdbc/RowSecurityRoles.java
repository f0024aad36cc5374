package dev.partywall.jdbc;

import java.util.regex.Pattern;

/**
 * The two roles under which statements run where row-level security is on. Nobody logs in as one of them; the
 * application's login is a member of both.
 *
 * @param tenant the role of tenants' work, which sees the rows of one tenant
 * @param host the role of the host's work and of work across tenants, which sees all rows
 */
public record RowSecurityRoles(String tenant, String host) {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** {@code partywall_tenant} and {@code partywall_host}. */
  public static final RowSecurityRoles DEFAULT = new RowSecurityRoles("partywall_tenant", "partywall_host");

  /**
   * @throws IllegalArgumentException if a name is not one of small letters, digits and underscores, or both are the
   *     same
   */
  public RowSecurityRoles {
    for (String name : new String[] {tenant, host}) {
      if (!NAME.matcher(name).matches() || name.startsWith("pg_")) {
        throw new IllegalArgumentException(
            "The role '"
                + name
                + "' has a name that is not of small letters, digits and underscores, or a reserved one");
      }
    }
    if (tenant.equals(host)) {
      throw new IllegalArgumentException("The roles of tenants and of the host are both '" + tenant + "'");
    }
  }
}
