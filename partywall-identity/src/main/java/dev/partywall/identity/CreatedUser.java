package dev.partywall.identity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user that was made.
 *
 * @param user the user
 * @param oneTimePassword the password that was made up, which nobody can be told again; null if one was given
 */
public record CreatedUser(User user, @Nullable String oneTimePassword) {

  public CreatedUser {
    Objects.requireNonNull(user, "user");
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "CreatedUser[user=" + user + "]";
  }
}
