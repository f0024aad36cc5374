package dev.partywall.identity;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user of the host or of a tenant.
 *
 * @param id the id, which never changes and is that of nobody else anywhere
 * @param name the name to log in by, unique within the tenancy whatever its case
 * @param email an address; null if none is known
 * @param roles names of the roles
 * @param locked whether an administrator has locked the user, until it is unlocked
 * @param disabled whether the user is not to be used any more
 * @param changeRequired whether the password is good for nothing but to be changed
 * @param created when the user was made
 * @param changed when the user was changed last
 */
public record User(
    UUID id,
    String name,
    @Nullable String email,
    Set<String> roles,
    boolean locked,
    boolean disabled,
    boolean changeRequired,
    Instant created,
    Instant changed) {

  public User {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    roles = Set.copyOf(roles);
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(changed, "changed");
  }
}
