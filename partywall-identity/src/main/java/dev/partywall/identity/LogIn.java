package dev.partywall.identity;

import java.util.Objects;

/** What became of a log-in. Only a right password gets an answer that says more than another. */
public sealed interface LogIn {

  /** The user is logged in. */
  record Succeeded(Account account) implements LogIn {
    public Succeeded {
      Objects.requireNonNull(account, "account");
    }
  }

  /** There is no such user, or the password is wrong. */
  record Failed() implements LogIn {}

  /** There were too many failures, whether there is such a user or not. The password was not looked at. */
  record LockedOut() implements LogIn {}

  /** The password is right and has to be changed before anything else. */
  record ChangeRequired(User user) implements LogIn {
    public ChangeRequired {
      Objects.requireNonNull(user, "user");
    }
  }

  /** The password is right, and an administrator has locked or disabled the user. */
  record Barred(User user) implements LogIn {
    public Barred {
      Objects.requireNonNull(user, "user");
    }
  }
}
