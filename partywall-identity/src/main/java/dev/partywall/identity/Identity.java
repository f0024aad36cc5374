package dev.partywall.identity;

import dev.partywall.jdbc.door.TenantDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Users, roles, permissions and log-ins, behind the door. All of it is for whoever the running block is for.
 *
 * {@snippet :
 * Identity identity = Identity.builder(door).permissions(List.of(PermissionDefinition.ofTenants("orders.write"))).build();
 * Tenancy.of(acme).run(() -> {
 *   identity.roles().set(new Role("sales", "Sales", Set.of("orders.write")));
 *   String shownOnce = identity.users().create(NewUser.of("ada").withRoles("sales")).oneTimePassword();
 * });
 * }
 */
public final class Identity {

  private final Users users;
  private final Roles roles;
  private final Permissions permissions;
  private final LogIns logIns;
  private final Accounts accounts;
  private final Actings actings;

  private Identity(Builder plan) {
    Sql sql = new Sql(plan.connections);
    Sql own = new Sql(plan.door);
    LoginFailures failures = new LoginFailures(own, plan.lockout, plan.clock);
    this.permissions = new Permissions(plan.permissions);
    AccountStore store = new AccountStore(own, permissions);
    this.users = new Users(sql, plan.encoder, plan.rules, failures, plan.audit, plan.clock);
    this.roles = new Roles(sql, permissions, plan.audit);
    this.logIns = new LogIns(own, plan.encoder, plan.rules, failures, store, plan.audit, plan.clock);
    this.accounts = new Accounts(store, plan.delay);
    this.actings = new Actings(own, plan.longestActing, plan.delay, plan.audit, plan.clock);
    plan.door.listen(accounts);
  }

  /** Identity to be, with all defaults. */
  public static Builder builder(TenantDataSource door) {
    return new Builder(door);
  }

  /** Users. */
  public Users users() {
    return users;
  }

  /** Roles. */
  public Roles roles() {
    return roles;
  }

  /** What roles can grant. */
  public Permissions permissions() {
    return permissions;
  }

  /** Log-ins. */
  public LogIns logIns() {
    return logIns;
  }

  /** What users are at the moment. */
  public Accounts accounts() {
    return accounts;
  }

  /** Users of the host in tenants. */
  public Actings actings() {
    return actings;
  }

  /** Identity to be. */
  public static final class Builder {

    private final TenantDataSource door;
    private DataSource connections;
    private Collection<PermissionDefinition> permissions = List.of();
    private PasswordEncoder encoder = encoders();
    private PasswordRules rules = PasswordRules.DEFAULT;
    private Lockout lockout = Lockout.DEFAULT;
    private Duration delay = Duration.ofSeconds(5);
    private Duration longestActing = Duration.ofHours(1);
    private IdentityAudit audit = IdentityAudit.toLog();
    private InstantSource clock = Clock.systemUTC();

    private Builder(TenantDataSource door) {
      this.door = door;
      this.connections = door;
    }

    private static PasswordEncoder encoders() {
      return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** Where changes of users and roles are made, if they are to join transactions that the door does not know. */
    public Builder connections(DataSource connections) {
      this.connections = connections;
      return this;
    }

    /** What roles can grant. */
    public Builder permissions(Collection<PermissionDefinition> permissions) {
      this.permissions = List.copyOf(permissions);
      return this;
    }

    /** How passwords are kept; by default as Spring Security does at present. */
    public Builder encoder(PasswordEncoder encoder) {
      this.encoder = encoder;
      return this;
    }

    /** What passwords must be like. */
    public Builder passwords(PasswordRules rules) {
      this.rules = rules;
      return this;
    }

    /** When failed log-ins lock a name out. */
    public Builder lockout(Lockout lockout) {
      this.lockout = lockout;
      return this;
    }

    /** How long a change of a user by another process may be overlooked; 5 seconds, or 0 to look each time. */
    public Builder delay(Duration delay) {
      this.delay = delay;
      return this;
    }

    /** For how long a user of the host may act in a tenant at most; an hour. */
    public Builder longestActing(Duration longest) {
      this.longestActing = longest;
      return this;
    }

    /** Who is told what happens; by default the log. */
    public Builder audit(IdentityAudit audit) {
      this.audit = audit;
      return this;
    }

    /** What time it is. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** Makes it, and listens to what is changed through the door. */
    public Identity build() {
      return new Identity(this);
    }
  }
}
