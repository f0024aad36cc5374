package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.identity.CreatedUser;
import dev.partywall.identity.Identity;
import dev.partywall.identity.NewUser;
import dev.partywall.identity.Role;
import dev.partywall.identity.User;
import dev.partywall.identity.UserNameTakenException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes first users. What is there already stays. */
final class Administrators {

  static final String NAME = "admin";

  private final Identity identity;
  private final OneTimePasswords oneTime;

  Administrators(Identity identity, OneTimePasswords oneTime) {
    this.identity = identity;
    this.oneTime = oneTime;
  }

  /**
   * Sees to it that there is an administrator of this name in the tenancy of the running block.
   *
   * @param password its password if it is made; null for a one-time password
   */
  void ensure(String name, @Nullable String email, @Nullable String password) {
    Optional<User> known = identity.users().findByName(name);
    if (known.isPresent()) {
      promote(known.get());
      return;
    }
    NewUser wanted = NewUser.of(name).withEmail(email).withRoles(Role.ADMIN).withPassword(password);
    try {
      CreatedUser made = identity.users().create(wanted);
      if (made.oneTimePassword() != null) {
        oneTime.made(Tenancy.current(), made.user(), made.oneTimePassword());
      }
    } catch (UserNameTakenException e) {
      // Another process has just made it.
      promote(identity.users().findByName(name).orElseThrow(() -> e));
    }
  }

  /** Whether there are no users in the tenancy of the running block. */
  boolean areMissing() {
    return identity.users().page(null, null, 1).isEmpty();
  }

  private void promote(User user) {
    if (!user.roles().contains(Role.ADMIN)) {
      Set<String> roles =
          Stream.concat(user.roles().stream(), Stream.of(Role.ADMIN)).collect(Collectors.toUnmodifiableSet());
      User _ = identity.users().setRoles(user.id(), roles);
    }
  }
}
