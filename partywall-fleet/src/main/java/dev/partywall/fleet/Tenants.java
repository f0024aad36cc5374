package dev.partywall.fleet;

import dev.partywall.core.DomainName;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the host does with tenants. Each call runs as the host and is written into the audit trail, with the user of the
 * running block's session.
 */
public interface Tenants {

  /**
   * Makes a tenant, and returns when it is active.
   *
   * @throws TenantNameTakenException if its name, id or one of its domains is taken or reserved
   * @throws TenantNotCreatedException if a step failed; nothing of the tenant is left
   */
  RegisteredTenant create(NewTenant tenant);

  /**
   * Begins to make a tenant, which then goes on in the background.
   *
   * @param idempotencyKey the same key means the same tenant: a second call answers what became of the first; null for
   *     none
   * @throws TenantNameTakenException if its name, id or one of its domains is taken or reserved
   * @throws IdempotencyKeyReusedException if the key was used for another tenant
   */
  Operation start(NewTenant tenant, @Nullable String idempotencyKey);

  /** What became of an operation. */
  Optional<Operation> operation(UUID id);

  /**
   * Tells of each step of an operation, those done already first, until it has ended or the result is closed.
   *
   * @throws IllegalArgumentException if there is no such operation
   */
  AutoCloseable watch(UUID operation, Consumer<Operation> progress);

  /** A tenant, whatever its state unless it is purged. */
  Optional<RegisteredTenant> find(TenantId id);

  /**
   * Tenants by name.
   *
   * @param text a part of name or title; null for all
   * @param state only in this state; null for all but purged ones
   * @param after the name after which the page begins; null for the first page
   * @param limit at most so many, from 1 to 1,000
   */
  List<RegisteredTenant> list(
      @Nullable String text, @Nullable TenantState state, @Nullable TenantName after, int limit);

  /**
   * Changes several things of a tenant at once, or nothing.
   *
   * @throws TenantNameTakenException if the name or a domain is taken or reserved
   */
  RegisteredTenant change(TenantId id, TenantChange change);

  /** Gives a tenant another name. */
  default RegisteredTenant rename(TenantId id, TenantName name) {
    return change(id, TenantChange.NONE.withName(name));
  }

  /** Gives a tenant another title. */
  default RegisteredTenant title(TenantId id, String title) {
    return change(id, TenantChange.NONE.withTitle(title));
  }

  /** Gives a tenant other host names. */
  default RegisteredTenant domains(TenantId id, Set<DomainName> domains) {
    return change(id, TenantChange.NONE.withDomains(domains));
  }

  /** Gives a tenant other settings. */
  default RegisteredTenant settings(TenantId id, Map<String, Object> settings) {
    return change(id, TenantChange.NONE.withSettings(settings));
  }

  /** Ends service, and all sessions of the tenant's users; its data stay. */
  RegisteredTenant suspend(TenantId id, String reason);

  /** Serves a suspended tenant again. */
  RegisteredTenant resume(TenantId id);

  /** Takes a tenant away, recoverably until a time that the answer says. */
  RegisteredTenant delete(TenantId id, String reason);

  /** Brings a deleted tenant back, suspended. */
  RegisteredTenant restore(TenantId id);

  /**
   * Removes a deleted tenant's data for good, now. Returns when they are gone.
   *
   * @throws TenantStateException if it is not deleted
   */
  Operation purge(TenantId id);

  /**
   * Begins to remove a deleted tenant's data for good, which then goes on in the background.
   *
   * @throws TenantStateException if it is not deleted
   */
  Operation startPurge(TenantId id);

  /**
   * The same, for somebody who has read a tenant and changes it only if nobody else did meanwhile: each change throws
   * {@link TenantChangedException} if the tenant's version is another than this when it is made.
   */
  Tenants expecting(long version);

  /**
   * What the host did, the latest first.
   *
   * @param tenant only of this tenant; null for all
   * @param before only what was done before the entry of this id; null for the latest
   * @param limit at most so many, from 1 to 1,000
   */
  List<AuditEntry> audit(@Nullable TenantId tenant, @Nullable Long before, int limit);

  /**
   * Something that was done.
   *
   * @param id its id; grows
   * @param at when
   * @param actor the user of the host, or {@code system}
   * @param tenant to whom; null for the host's own
   * @param action what, as in {@code tenant.suspend}
   * @param reason why, as the user said; null if that was not asked for
   * @param details more, by name
   */
  record AuditEntry(
      long id,
      Instant at,
      String actor,
      @Nullable TenantId tenant,
      String action,
      @Nullable String reason,
      Map<String, Object> details) {}
}
