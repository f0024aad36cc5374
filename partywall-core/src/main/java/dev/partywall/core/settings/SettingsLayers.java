package dev.partywall.core.settings;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whose settings count for the current work, the first first.
 *
 * @param layers each with whose it is
 */
public record SettingsLayers(List<Layer> layers) {

  public SettingsLayers {
    layers = List.copyOf(layers);
  }

  /**
   * What somebody has set.
   *
   * @param owner who, for messages
   * @param values by name, with objects and lists within
   */
  public record Layer(String owner, Map<String, Object> values) {}

  /**
   * The layers for a tenancy.
   *
   * @param host what the host has set
   * @throws IllegalStateException if it reads several tenants at once
   */
  public static SettingsLayers of(Tenancy tenancy, Map<String, Object> host) {
    List<Layer> layers = new ArrayList<>();
    switch (tenancy) {
      case Tenancy.OfTenant(Tenant tenant) ->
          layers.add(new Layer("tenant '" + tenant.name() + "'", tenant.settings()));
      case Tenancy.OfHost _ -> {}
      case Tenancy.Across _, Tenancy.AcrossAll _ ->
          throw new IllegalStateException(
              "Settings are of one tenant or the host, and this is work of " + tenancy.label() + "; bind one tenant");
    }
    layers.add(new Layer("the host", host));
    return new SettingsLayers(layers);
  }
}
