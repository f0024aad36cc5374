package dev.partywall.sql;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes into each {@code ?} of a guarded text: the caller's parameters, moved to their new places, and the tenant.
 * Positions count from 1, as in JDBC.
 */
public final class BindPlan {

  private final int[] callerPositions;
  private final int[] tenantPositions;
  private final List<TenantParameter> tenantParameters;
  private final List<TenantLiteral> tenantLiterals;

  /**
   * @param callerPositions for the caller's parameter i, at index i - 1, its position in the guarded text
   * @param tenantPositions the positions at which the tenant is bound (an array of ids for {@link Reach#ACROSS})
   * @param tenantParameters caller's parameters that are stored as a discriminator, and so must be the current tenant
   * @param tenantLiterals literals that are stored as a discriminator, and so must be the current tenant
   */
  public BindPlan(
      int[] callerPositions,
      int[] tenantPositions,
      List<TenantParameter> tenantParameters,
      List<TenantLiteral> tenantLiterals) {
    this.callerPositions = callerPositions.clone();
    this.tenantPositions = tenantPositions.clone();
    this.tenantParameters = List.copyOf(tenantParameters);
    this.tenantLiterals = List.copyOf(tenantLiterals);
  }

  /** How many parameters the caller sees. */
  public int callerCount() {
    return callerPositions.length;
  }

  /** How many parameters the guarded text has. */
  public int count() {
    return callerPositions.length + tenantPositions.length;
  }

  /**
   * Where the caller's parameter went.
   *
   * @param parameter the caller's number of it, from 1
   * @throws IndexOutOfBoundsException if the caller's text has no such parameter
   */
  public int position(int parameter) {
    return callerPositions[parameter - 1];
  }

  /** The positions at which the tenant is bound, in text order. */
  public int[] tenantPositions() {
    return tenantPositions.clone();
  }

  /** At how many positions the tenant is bound. */
  public int tenantCount() {
    return tenantPositions.length;
  }

  /**
   * A position at which the tenant is bound, without a copy of all.
   *
   * @param index which of them in text order, from 0
   */
  public int tenantPosition(int index) {
    return tenantPositions[index];
  }

  /** Caller's parameters that must equal the current tenant's id. */
  public List<TenantParameter> tenantParameters() {
    return tenantParameters;
  }

  /** Literals that must equal the current tenant's id. */
  public List<TenantLiteral> tenantLiterals() {
    return tenantLiterals;
  }

  @Override
  public String toString() {
    return "caller "
        + Arrays.toString(callerPositions)
        + ", tenant "
        + Arrays.toString(tenantPositions)
        + ", must be the tenant: "
        + tenantParameters
        + " "
        + tenantLiterals;
  }

  /**
   * A caller's parameter that the statement stores as a discriminator: it must be the current tenant's id, or null
   * where the statement is for the host.
   *
   * @param parameter the caller's number of it, from 1
   * @param where the table and column, for messages
   */
  public record TenantParameter(int parameter, String where) {}

  /**
   * A literal that the statement stores as a discriminator.
   *
   * @param value its text without quotes; null for SQL's NULL
   * @param where the table and column, for messages
   */
  public record TenantLiteral(@Nullable String value, String where) {}
}
