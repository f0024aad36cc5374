package dev.partywall.core;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom the current work is for: a tenant, the host, or several tenants read at once.
 *
 * <p>A tenancy is bound to a block of code and to nothing else. When the block ends, however it ends, the outer binding
 * is back; a pooled thread can inherit nothing. {@code Unbound} is a state of its own: it is not the host.
 *
 * {@snippet :
 * Tenancy.of(acme).call(() -> products.findAll());
 * Tenancy.host().run(() -> plans.publish(plan));
 * Tenancy.across("monthly billing", List.of(acme, globex)).call(() -> usage.sum());
 * }
 */
public sealed interface Tenancy {

  /** The work of one tenant: reads and writes see its rows and no others. */
  static Tenancy of(Tenant tenant) {
    return new OfTenant(tenant);
  }

  /** The work of the operator, who owns the common tables and the host's rows of mixed tables. */
  static Tenancy host() {
    return OfHost.INSTANCE;
  }

  /**
   * Reads the rows of exactly the listed tenants at once; an empty list sees nothing. Writes are refused. The tenants
   * must live in one database and schema.
   *
   * @param reason why, for the audit log
   */
  static Tenancy across(String reason, Collection<Tenant> tenants) {
    return new Across(reason, Set.copyOf(tenants));
  }

  /**
   * Reads the rows of all tenants that share the tables of one datasource set. Writes are refused. Tenants placed
   * elsewhere are not seen, which is why the set is named.
   *
   * @param reason why, for the audit log
   */
  static Tenancy acrossAll(String reason, DatasourceName datasource) {
    return new AcrossAll(reason, datasource);
  }

  /**
   * Whom the current work is for.
   *
   * @throws NoTenancyException where nothing is bound
   */
  static Tenancy current() {
    Tenancy tenancy = Scope.current().tenancy();
    if (tenancy == null) {
      throw new NoTenancyException("Tenancy.current()", List.of());
    }
    return tenancy;
  }

  /** Whom the current work is for, or empty where nothing is bound. */
  static Optional<Tenancy> find() {
    return Optional.ofNullable(Scope.current().tenancy());
  }

  /** The current tenancy and session, to be carried to other threads. */
  static Scope capture() {
    return Scope.current();
  }

  /** The tenant, if this is the work of one. */
  default Optional<Tenant> tenant() {
    return this instanceof OfTenant(Tenant tenant) ? Optional.of(tenant) : Optional.empty();
  }

  /** A short form for logs and traces: the tenant's name, {@code host}, or {@code across(n)}. */
  String label();

  /** Runs a block for this tenancy and gives back what it returns. */
  default <R extends @Nullable Object, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> block)
      throws X {
    return Scope.current().with(this).call(block);
  }

  /** Runs a block for this tenancy. */
  default void run(Runnable block) {
    Scope.current().with(this).run(block);
  }

  /** The work of one tenant. */
  record OfTenant(Tenant value) implements Tenancy {
    public OfTenant {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String label() {
      return value.name().toString();
    }
  }

  /** The work of the host. */
  enum OfHost implements Tenancy {
    INSTANCE;

    @Override
    public String label() {
      return "host";
    }
  }

  /** The rows of the listed tenants, read only. */
  record Across(String reason, Set<Tenant> tenants) implements Tenancy {
    public Across {
      requireReason(reason);
      tenants = Set.copyOf(tenants);
    }

    /** The ids of the listed tenants. */
    public Set<TenantId> ids() {
      return tenants.stream().map(Tenant::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String label() {
      return "across(" + tenants.size() + ")";
    }
  }

  /** The rows of all tenants that share a datasource set, read only. */
  record AcrossAll(String reason, DatasourceName datasource) implements Tenancy {
    public AcrossAll {
      requireReason(reason);
      Objects.requireNonNull(datasource, "datasource");
    }

    @Override
    public String label() {
      return "across(all of " + datasource + ")";
    }
  }

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("Reading across tenants needs a reason, which goes into the audit log");
    }
  }
}
