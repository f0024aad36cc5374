package dev.partywall.identity;

import dev.partywall.identity.IdentityEvent.Kind;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The users of whoever the running block is for: a tenant, or the host. Changes join the caller's transaction. Whatever
 * changes what a user may do, or whether, ends the user's sessions and tokens.
 */
public final class Users {

  private static final int LONGEST_PAGE = 1000;

  private final Sql sql;
  private final PasswordEncoder encoder;
  private final PasswordRules rules;
  private final LoginFailures failures;
  private final IdentityAudit audit;
  private final InstantSource clock;

  Users(
      Sql sql,
      PasswordEncoder encoder,
      PasswordRules rules,
      LoginFailures failures,
      IdentityAudit audit,
      InstantSource clock) {
    this.sql = sql;
    this.encoder = encoder;
    this.rules = rules;
    this.failures = failures;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes a user.
   *
   * @throws UserNameTakenException if there is one of this name
   * @throws RoleNotFoundException if there is no such role
   * @throws PasswordRefusedException if a password was given and does not follow the rules
   * @throws IllegalArgumentException if the name is none
   */
  public CreatedUser create(NewUser wanted) {
    String key = UserNames.key(wanted.name());
    String given = wanted.password();
    String made = given == null ? Secrets.password() : null;
    if (given != null) {
      rules.check(wanted.name(), given);
    }
    String encoded = encode(made == null ? String.valueOf(given) : made);
    Instant now = clock.instant();
    User user =
        new User(
            UUID.randomUUID(), wanted.name(), wanted.email(), wanted.roles(), false, false, made != null, now, now);
    sql.<@Nullable Void>call(
        statements -> {
          RoleStore.require(statements, wanted.roles());
          insert(statements, user, key, encoded);
          return null;
        });
    audit.happened(IdentityEvent.of(Kind.CREATED, user, "roles " + new TreeSet<>(user.roles())));
    return new CreatedUser(user, made);
  }

  private static void insert(Sql.Statements statements, User user, String key, String password) throws SQLException {
    try {
      statements.update(
          "INSERT INTO pw_user (id, name, name_key, email, password, stamp, roles, change_required, created_at,"
              + " changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          user.id(),
          user.name(),
          key,
          user.email(),
          password,
          Secrets.stamp(),
          user.roles(),
          user.changeRequired(),
          user.created(),
          user.changed());
    } catch (SQLException e) {
      if (Sql.isTaken(e)) {
        throw new UserNameTakenException(user.name(), e);
      }
      throw e;
    }
  }

  /** The user of this id. */
  public Optional<User> find(UUID id) {
    return one("SELECT " + StoredUser.COLUMNS + " FROM pw_user WHERE id = ?", id);
  }

  /** The user of this name, whatever its case. */
  public Optional<User> findByName(String name) {
    return UserNames.find(name)
        .flatMap(key -> one("SELECT " + StoredUser.COLUMNS + " FROM pw_user WHERE name_key = ?", key));
  }

  private Optional<User> one(String query, Object parameter) {
    return sql.call(statements -> statements.query(query, StoredUser::read, parameter)).stream()
        .findFirst()
        .map(StoredUser::user);
  }

  /**
   * Users by name.
   *
   * @param text a part of the name; null for all
   * @param after the name after which the page begins; null for the first page
   * @param limit at most so many, from 1 to 1,000
   */
  public List<User> page(@Nullable String text, @Nullable String after, int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("A page has 1 to " + LONGEST_PAGE + " users, not " + limit);
    }
    String part = text == null ? "" : UserNames.find(text).orElse(text);
    String from = after == null ? "" : UserNames.find(after).orElse(after);
    return sql
        .call(
            statements ->
                statements.query(
                    "SELECT "
                        + StoredUser.COLUMNS
                        + " FROM pw_user WHERE name_key > ? AND position(? in name_key) > 0 ORDER BY name_key LIMIT ?",
                    StoredUser::read,
                    from,
                    part,
                    limit))
        .stream()
        .map(StoredUser::user)
        .toList();
  }

  /**
   * Gives a user another password, as an administrator.
   *
   * @throws UserNotFoundException if there is no such user
   * @throws PasswordRefusedException if it does not follow the rules
   */
  public void setPassword(UUID id, String password) {
    User user = require(id);
    rules.check(user.name(), password);
    change(id, "password = ?, change_required = false", encode(password));
    unlockOut(user);
    audit.happened(IdentityEvent.of(Kind.PASSWORD_CHANGED, user, null));
  }

  /**
   * Gives a user a made-up password that has to be changed at the first log-in.
   *
   * @return the password, which nobody can be told again
   * @throws UserNotFoundException if there is no such user
   */
  public String resetPassword(UUID id) {
    User user = require(id);
    String password = Secrets.password();
    change(id, "password = ?, change_required = true", encode(password));
    unlockOut(user);
    audit.happened(IdentityEvent.of(Kind.PASSWORD_RESET, user, null));
    return password;
  }

  /**
   * Gives a user these roles and no others.
   *
   * @throws UserNotFoundException if there is no such user
   * @throws RoleNotFoundException if there is no such role
   */
  public User setRoles(UUID id, Set<String> roles) {
    sql.<@Nullable Void>call(
        statements -> {
          RoleStore.require(statements, roles);
          change(statements, id, "roles = ?", roles);
          return null;
        });
    return told(Kind.ROLES_CHANGED, id, "roles " + new TreeSet<>(roles));
  }

  /** Gives a user another address, or none. Nobody is logged out by that. */
  public User setEmail(UUID id, @Nullable String email) {
    int changed =
        sql.call(
            statements ->
                statements.update(
                    "UPDATE pw_user SET email = ?, changed_at = ? WHERE id = ?", email, clock.instant(), id));
    if (changed == 0) {
      throw new UserNotFoundException(id.toString());
    }
    return require(id);
  }

  /** Locks a user until it is unlocked. */
  public User lock(UUID id) {
    change(id, "locked = ?", true);
    return told(Kind.LOCKED, id, null);
  }

  /** Ends a lock, and one that failed log-ins led to. */
  public User unlock(UUID id) {
    change(id, "locked = ?", false);
    User user = told(Kind.UNLOCKED, id, null);
    unlockOut(user);
    return user;
  }

  /** Takes a user out of use, and keeps it. */
  public User disable(UUID id) {
    change(id, "disabled = ?", true);
    return told(Kind.DISABLED, id, null);
  }

  /** Takes a user into use again. */
  public User enable(UUID id) {
    change(id, "disabled = ?", false);
    return told(Kind.ENABLED, id, null);
  }

  /**
   * Removes a user for good.
   *
   * @throws UserNotFoundException if there is no such user
   */
  public void delete(UUID id) {
    User user = require(id);
    int removed = sql.call(statements -> statements.update("DELETE FROM pw_user WHERE id = ?", id));
    if (removed == 0) {
      throw new UserNotFoundException(id.toString());
    }
    audit.happened(IdentityEvent.of(Kind.DELETED, user, null));
  }

  private User told(Kind kind, UUID id, @Nullable String detail) {
    User user = require(id);
    audit.happened(IdentityEvent.of(kind, user, detail));
    return user;
  }

  private User require(UUID id) {
    return find(id).orElseThrow(() -> new UserNotFoundException(id.toString()));
  }

  private void unlockOut(User user) {
    failures.forget(UserNames.hash(user.name()));
  }

  private void change(UUID id, String assignments, Object value) {
    sql.<@Nullable Void>call(
        statements -> {
          change(statements, id, assignments, value);
          return null;
        });
  }

  /** With another stamp, so that sessions and tokens end. */
  private void change(Sql.Statements statements, UUID id, String assignments, Object value) throws SQLException {
    int changed =
        statements.update(
            "UPDATE pw_user SET " + assignments + ", stamp = ?, changed_at = ? WHERE id = ?",
            value,
            Secrets.stamp(),
            clock.instant(),
            id);
    if (changed == 0) {
      throw new UserNotFoundException(id.toString());
    }
  }

  private String encode(String password) {
    return java.util.Objects.requireNonNull(encoder.encode(password), "a password's encoding");
  }
}
