package dev.partywall.core;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement named another tenant than the one it runs for, in a place that would store or move a row. Nothing was
 * stored.
 */
public final class TenantMismatchException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable Tenant current;
  private final @Nullable Object given;
  private final String where;

  /**
   * @param current the tenant that the statement runs for; null for the host
   * @param given the value that the statement gave for the discriminator; null for SQL's NULL
   * @param where the table and column, such as {@code orders.tenant_id}
   */
  public TenantMismatchException(@Nullable Tenant current, @Nullable Object given, String where) {
    super(
        "tenant-mismatch",
        "The statement runs for "
            + (current == null ? "the host" : "tenant " + current.name() + " (id " + current.id() + ")")
            + " and gives "
            + given
            + " as "
            + where
            + "; leave the column out, or give "
            + (current == null ? "NULL" : "it the current tenant's id"));
    this.current = current;
    this.given = given;
    this.where = where;
  }

  /** The tenant that the statement runs for; empty for the host. */
  public Optional<Tenant> current() {
    return Optional.ofNullable(current);
  }

  /** The value given for the discriminator; null for SQL's NULL. */
  public @Nullable Object given() {
    return given;
  }

  /** The table and column. */
  public String where() {
    return where;
  }
}
