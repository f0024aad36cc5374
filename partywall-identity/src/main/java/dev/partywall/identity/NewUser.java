package dev.partywall.identity;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user that is wanted.
 *
 * @param name the name to log in by: 1 to 100 letters, digits and signs of {@code . _ @ + -}
 * @param email an address; null if none is known
 * @param roles names of roles
 * @param password the password; null for one that is made up, shown once, and has to be changed
 */
public record NewUser(String name, @Nullable String email, Set<String> roles, @Nullable String password) {

  public NewUser {
    Objects.requireNonNull(name, "name");
    roles = Set.copyOf(roles);
  }

  /** A user without roles, whose password is made up. */
  public static NewUser of(String name) {
    return new NewUser(name, null, Set.of(), null);
  }

  /** This user with an address. */
  public NewUser withEmail(@Nullable String email) {
    return new NewUser(name, email, roles, password);
  }

  /** This user with these roles. */
  public NewUser withRoles(String... roles) {
    return new NewUser(name, email, Set.of(roles), password);
  }

  /** This user with a password of the caller's. */
  public NewUser withPassword(@Nullable String password) {
    return new NewUser(name, email, roles, password);
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "NewUser[name=" + name + ", email=" + email + ", roles=" + roles + "]";
  }
}
