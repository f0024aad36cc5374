package dev.partywall.jdbc;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantName;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tenants that were to be read at once do not live in one database and schema. Nothing ran. */
public final class TenantsApartException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Map<String, List<TenantName>> homes;

  /**
   * @param homes who lives where: the tenants by database, or database and schema
   */
  public TenantsApartException(Map<String, List<TenantName>> homes) {
    super(
        "tenants-apart",
        "The tenants of an across scope live in "
            + homes.size()
            + " places: "
            + homes.entrySet().stream()
                .map(home -> home.getValue() + " in " + home.getKey())
                .collect(Collectors.joining(", "))
            + "; one statement reads one database. Use one scope for each place, and put the results together");
    this.homes = new TreeMap<>(homes);
  }

  /** Who lives where: the tenants by database, or database and schema. */
  public Map<String, List<TenantName>> homes() {
    return Map.copyOf(homes);
  }
}
