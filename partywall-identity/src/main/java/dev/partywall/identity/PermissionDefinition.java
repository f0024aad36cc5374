package dev.partywall.identity;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A permission that roles can grant.
 *
 * @param name its name, as in {@code orders.write}, which is also the authority that users have by it
 * @param side to whom it can be granted
 * @param title the name for people to read
 */
public record PermissionDefinition(String name, Side side, String title) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([._-][a-z0-9]+)*");

  /**
   * @throws IllegalArgumentException if the name is not one of small letters and digits, in parts that are joined by
   *     dots, hyphens or underscores
   */
  public PermissionDefinition {
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(title, "title");
    if (name.length() > 100 || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a permission; write it in small letters, as in orders.write");
    }
  }

  /** A permission of the host's users, titled as it is named. */
  public static PermissionDefinition ofHost(String name) {
    return new PermissionDefinition(name, Side.HOST, name);
  }

  /** A permission of tenants' users, titled as it is named. */
  public static PermissionDefinition ofTenants(String name) {
    return new PermissionDefinition(name, Side.TENANT, name);
  }

  /** A permission of all users, titled as it is named. */
  public static PermissionDefinition ofBoth(String name) {
    return new PermissionDefinition(name, Side.BOTH, name);
  }
}
