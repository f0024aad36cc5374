package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;

/**
 * Brings tables of a part of the application to what its version needs, in each database and tenant's schema. Beans of
 * this type are applied after the application's own migrations and before row-level security, at the start and in each
 * new tenant's database.
 */
public interface DatabaseStep {

  /** Differs whenever a database in which the step was applied before needs it again. */
  String fingerprint();

  /** Applies the step; nothing happens where that was done. Several processes may do so at once. */
  void apply(PhysicalDatabase database);
}
