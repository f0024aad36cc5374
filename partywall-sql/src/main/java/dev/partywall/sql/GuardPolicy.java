package dev.partywall.sql;

import java.util.Set;

/**
 * What an installation allows beyond what the guard can prove. Names are matched as the database stores them, {@code
 * schema.name} or {@code name} along the search path.
 *
 * @param allowedFunctions user functions that may be called in a tenancy although the guard cannot see what they read
 * @param allowedViews views that hide the discriminator and may be read in a tenancy nevertheless
 */
public record GuardPolicy(Set<String> allowedFunctions, Set<String> allowedViews) {

  /** Allows nothing beyond what is proven. */
  public static final GuardPolicy STRICT = new GuardPolicy(Set.of(), Set.of());

  public GuardPolicy {
    allowedFunctions = Set.copyOf(allowedFunctions);
    allowedViews = Set.copyOf(allowedViews);
  }
}
