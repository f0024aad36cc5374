package dev.partywall.identity;

import java.util.Set;
import java.util.UUID;

/**
 * What a user is at the moment: who it is, and what it may do.
 *
 * @param id the user's id
 * @param name the user's name
 * @param usable whether the user is neither locked nor disabled, and need not change its password
 * @param stamp differs after each change of the password, the roles, what these grant, a lock, or the like: a session
 *     or token with another stamp has ended
 * @param roles names of the roles
 * @param permissions names of the permissions that these grant
 */
public record Account(UUID id, String name, boolean usable, String stamp, Set<String> roles, Set<String> permissions) {

  public Account {
    roles = Set.copyOf(roles);
    permissions = Set.copyOf(permissions);
  }

  /** Whether a session or token with this stamp goes on. */
  public boolean goesOn(String stamp) {
    return usable && this.stamp.equals(stamp);
  }
}
