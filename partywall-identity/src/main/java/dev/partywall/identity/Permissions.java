package dev.partywall.identity;

import dev.partywall.core.Tenancy;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The permissions that there are. Which of them can be granted depends on the tenancy of the running block. */
public final class Permissions {

  private final SortedMap<String, PermissionDefinition> byName = new TreeMap<>();

  /**
   * @throws IllegalArgumentException if a name is defined in two different ways
   */
  public Permissions(Collection<PermissionDefinition> definitions) {
    for (PermissionDefinition definition : definitions) {
      PermissionDefinition other = byName.putIfAbsent(definition.name(), definition);
      if (other != null && !other.equals(definition)) {
        throw new IllegalArgumentException(
            "The permission '" + definition.name() + "' is defined twice: " + other + " and " + definition);
      }
    }
  }

  /** All of them, by name. */
  public List<PermissionDefinition> all() {
    return List.copyOf(byName.values());
  }

  /** Those that can be granted in the tenancy of the running block. */
  public SortedSet<String> grantable() {
    return of(Tenancy.current());
  }

  /** Those that can be granted in a tenancy. */
  public SortedSet<String> of(Tenancy tenancy) {
    return byName.values().stream()
        .filter(definition -> definition.side().covers(tenancy))
        .map(PermissionDefinition::name)
        .collect(
            Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), Collections::unmodifiableSortedSet));
  }

  /**
   * Refuses what cannot be granted in the tenancy of the running block.
   *
   * @throws PermissionRefusedException naming the first that is unknown or of the other side
   */
  void requireGrantable(Set<String> names) {
    SortedSet<String> grantable = grantable();
    for (String name : new TreeSet<>(names)) {
      if (!grantable.contains(name)) {
        throw new PermissionRefusedException(name, byName.get(name), Tenancy.current());
      }
    }
  }
}
