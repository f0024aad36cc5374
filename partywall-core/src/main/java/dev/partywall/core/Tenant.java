package dev.partywall.core;

import java.util.Map;
import java.util.Objects;

/**
 * A customer with its own users, settings and data.
 *
 * @param id the value of the discriminator column
 * @param name the unique name (slug)
 * @param title the name for people to read
 * @param status whether the tenant is served
 * @param placement where its data live
 * @param epoch grows with every change of how the tenant is served; caches, routing and tokens carry it
 * @param settings the tenant's own settings, which override the host's and the application's
 */
public record Tenant(
    TenantId id,
    TenantName name,
    String title,
    TenantStatus status,
    Placement placement,
    long epoch,
    Map<String, Object> settings) {

  public Tenant {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(placement, "placement");
    settings = Map.copyOf(settings);
  }

  /** An active tenant in the shared placement, titled as it is named, at epoch 1. */
  public static Tenant of(long id, String name) {
    return of(TenantId.of(id), name);
  }

  /** An active tenant in the shared placement, titled as it is named, at epoch 1. */
  public static Tenant of(TenantId id, String name) {
    return new Tenant(id, TenantName.of(name), name, TenantStatus.ACTIVE, Placement.shared(), 1, Map.of());
  }

  /** This tenant with another title. */
  public Tenant withTitle(String title) {
    return new Tenant(id, name, title, status, placement, epoch, settings);
  }

  /** This tenant with another status. */
  public Tenant withStatus(TenantStatus status) {
    return new Tenant(id, name, title, status, placement, epoch, settings);
  }

  /** This tenant with its data elsewhere. */
  public Tenant withPlacement(Placement placement) {
    return new Tenant(id, name, title, status, placement, epoch, settings);
  }

  /** This tenant with other settings. */
  public Tenant withSettings(Map<String, Object> settings) {
    return new Tenant(id, name, title, status, placement, epoch, settings);
  }
}
