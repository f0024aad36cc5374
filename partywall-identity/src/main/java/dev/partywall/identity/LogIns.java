package dev.partywall.identity;

import dev.partywall.identity.IdentityEvent.Kind;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Log-ins of users of whoever the running block is for. Who does not know the password learns nothing: unknown users,
 * and those that are locked or disabled, get the answer of a wrong password, after the same work.
 */
public final class LogIns {

  private final Sql sql;
  private final PasswordEncoder encoder;
  private final PasswordRules rules;
  private final LoginFailures failures;
  private final AccountStore accounts;
  private final IdentityAudit audit;
  private final InstantSource clock;

  /** Of nobody. */
  private final String decoy;

  /**
   * @param sql statements outside of the caller's transaction
   */
  LogIns(
      Sql sql,
      PasswordEncoder encoder,
      PasswordRules rules,
      LoginFailures failures,
      AccountStore accounts,
      IdentityAudit audit,
      InstantSource clock) {
    this.sql = sql;
    this.encoder = encoder;
    this.rules = rules;
    this.failures = failures;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
    this.decoy = encode(Secrets.password());
  }

  /** Who has a right password, and which one it was when it was looked at. */
  private sealed interface Verified {
    record Right(User user, String encoded) implements Verified {}

    record Not(LogIn answer) implements Verified {}
  }

  /** Logs a user in. */
  public LogIn attempt(String name, String password) {
    return switch (verified(name, password)) {
      case Verified.Not(LogIn answer) -> answer;
      case Verified.Right(User user, String encoded) -> {
        if (user.changeRequired()) {
          yield new LogIn.ChangeRequired(user);
        }
        if (encoder.upgradeEncoding(encoded)) {
          upgrade(user, encoded, password);
        }
        yield succeeded(user);
      }
    };
  }

  /**
   * Changes a password, by the one that was good until now; also where that is good for nothing else. Ends the user's
   * sessions and tokens.
   *
   * @return what became of it; a change that is required is made by this
   * @throws PasswordRefusedException if the new one does not follow the rules, or is the present one
   */
  public LogIn changePassword(String name, String present, String wanted) {
    return switch (verified(name, present)) {
      case Verified.Not(LogIn answer) -> answer;
      case Verified.Right(User user, String encoded) -> {
        if (present.equals(wanted)) {
          throw new PasswordRefusedException("it is the present one");
        }
        rules.check(user.name(), wanted);
        if (!change(user, encoded, wanted)) {
          yield failed(user);
        }
        audit.happened(IdentityEvent.ofLogIn(Kind.PASSWORD_CHANGED, user, null));
        yield succeeded(user);
      }
    };
  }

  private LogIn succeeded(User user) {
    Optional<Account> account = accounts.find(user.id()).filter(Account::usable);
    if (account.isEmpty()) {
      return failed(user); // deleted, locked or disabled at this moment
    }
    audit.happened(IdentityEvent.ofLogIn(Kind.LOGGED_IN, user, null));
    return new LogIn.Succeeded(account.get());
  }

  private LogIn failed(@Nullable User user) {
    audit.happened(IdentityEvent.ofLogIn(Kind.LOG_IN_FAILED, user, null));
    return new LogIn.Failed();
  }

  private Verified verified(String name, String password) {
    String hash = UserNames.hash(name);
    if (failures.isLocked(hash)) {
      return new Verified.Not(lockedOut(null));
    }
    StoredUser stored = find(name).orElse(null);
    String encoded = stored == null ? null : stored.password();
    boolean matches = encoder.matches(password, encoded == null ? decoy : encoded);
    if (!matches || stored == null || encoded == null) {
      failures.count(hash);
      return new Verified.Not(failed(stored == null ? null : stored.user()));
    }
    if (!failures.accept(hash)) {
      return new Verified.Not(lockedOut(stored.user()));
    }
    return stored.user().locked() || stored.user().disabled()
        ? new Verified.Not(barred(stored.user()))
        : new Verified.Right(stored.user(), encoded);
  }

  private LogIn lockedOut(@Nullable User user) {
    audit.happened(IdentityEvent.ofLogIn(Kind.LOG_IN_LOCKED_OUT, user, null));
    return new LogIn.LockedOut();
  }

  private LogIn barred(User user) {
    audit.happened(IdentityEvent.ofLogIn(Kind.LOG_IN_FAILED, user, user.locked() ? "locked" : "disabled"));
    return new LogIn.Barred(user);
  }

  private Optional<StoredUser> find(String name) {
    return UserNames.find(name)
        .flatMap(
            key ->
                sql
                    .call(
                        statements ->
                            statements.query(
                                "SELECT " + StoredUser.COLUMNS + " FROM pw_user WHERE name_key = ?",
                                StoredUser::read,
                                key))
                    .stream()
                    .findFirst());
  }

  /** The same password in today's encoding: nobody's session ends. */
  private void upgrade(User user, String encoded, String password) {
    int _ =
        sql.call(
            statements ->
                statements.update(
                    "UPDATE pw_user SET password = ? WHERE id = ? AND password = ?",
                    encode(password),
                    user.id(),
                    encoded));
  }

  /** Only if it is still the one that was given: of two changes at once, one wins. */
  private boolean change(User user, String encoded, String wanted) {
    int changed =
        sql.call(
            statements ->
                statements.update(
                    "UPDATE pw_user SET password = ?, change_required = false, stamp = ?, changed_at = ?"
                        + " WHERE id = ? AND password = ?",
                    encode(wanted),
                    Secrets.stamp(),
                    clock.instant(),
                    user.id(),
                    encoded));
    return changed == 1;
  }

  private String encode(String password) {
    return Objects.requireNonNull(encoder.encode(password), "a password's encoding");
  }
}
